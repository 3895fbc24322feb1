using System.Collections.Concurrent;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>
/// A session's output among many threads: commands that reply, others that notify, a store that commits and fails, a peer without room. Each reply is sent
/// exactly once and in order, and everything ends in bounded time: a lost wake-up would leave the test waiting.
/// </summary>
public class SessionOutputStressTests
{
    private const int Rounds = 5;
    private const int Replies = 2000;
    private const int Notifiers = 3;
    private const int Receipts = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Every_reply_is_sent_once_and_in_order_whatever_happens_at_the_same_time([Values] bool storeFails)
    {
        for (int round = 0; round < Rounds; round++)
        {
            await using var store = new BusyStore(round, storeFails);
            var peer = new BusyPeer(round);
            var output = new SessionOutput(store, peer);
            peer.Output = output;
            Task[] notifiers = [.. Enumerable.Range(0, Notifiers).Select(i => Task.Run(() => Notify(output, store, i)))];
            List<string> expected = await Task.Run(() => Reply(output, store, new Random(round)));
            await Task.WhenAll(notifiers).WaitAsync(LongestWait);
            await output.WhenEmptyAsync().WaitAsync(LongestWait);

            Assert.That(peer.Failures, Is.Empty);
            string[] lines = string.Concat(peer.Sent).Split('\n')[..^1];
            AssertReplies([.. lines.Where(line => !line.StartsWith("delivered", StringComparison.Ordinal))], expected, storeFails);
            AssertReceipts([.. lines.Where(line => line.StartsWith("delivered", StringComparison.Ordinal))]);
        }
    }

    [Test]
    public async Task Whoever_waits_is_released_when_the_session_ends_in_the_middle()
    {
        for (int round = 0; round < 4 * Rounds; round++)
        {
            await using var store = new BusyStore(round, fails: true);
            var peer = new BusyPeer(round);
            var output = new SessionOutput(store, peer);
            peer.Output = output;
            Task<List<string>> replies = Task.Run(() => Reply(output, store, new Random(round)));
            Task notifier = Task.Run(() => Notify(output, store, 0));
            await Task.Delay(round % 5);
            output.Close();
            await Task.WhenAll(replies, notifier, output.WhenEmptyAsync(), output.WhenRoomAsync()).WaitAsync(LongestWait);
            Assert.That(output.IsEmpty, Is.True);
            Assert.That(peer.Failures, Is.Empty);
        }
    }

    // Replies as a session does: one command after another, each when there is room.
    private static async Task<List<string>> Reply(SessionOutput output, BusyStore store, Random random)
    {
        List<string> expected = [];
        for (int i = 0; i < Replies; i++)
        {
            await output.WhenRoomAsync().WaitAsync(LongestWait);
            string text = $"reply {i}";
            expected.Add(text);
            int kind = random.Next(8);
            var reply = new HeldReply(kind < 5 ? store.Append() : 0, text + '\n') { Subject = i };
            if (kind == 0)
                Pause(output, reply);
            else
                output.Add(reply);
        }

        return expected;
    }

    private static void Pause(SessionOutput output, HeldReply reply)
    {
        using SessionOutput.Pause pause = output.HoldNotifications();
        output.Add(reply);
    }

    private static async Task Notify(SessionOutput output, BusyStore store, int number)
    {
        for (int i = 0; i < Receipts; i++)
        {
            output.AddReceipt(0, ChatServer.Protocol.Replies.Replies.Delivered, $"{number}", new Guid(i, 0, 0, new byte[8]));
            if (i % 10 == 0)
                await Task.Yield();
            if (i % 100 == 0)
                output.AddMembership(store.Append(), "verona", $"user{number}", isMember: i % 200 == 0);
        }
    }

    private static void AssertReplies(string[] lines, List<string> expected, bool storeFails)
    {
        string[] replies = [.. lines.Where(line => !line.StartsWith("member", StringComparison.Ordinal)).Select(Name)];
        Assert.That(replies, Is.EqualTo(expected));
        if (!storeFails)
            Assert.That(lines, Has.None.StartsWith("not-on-disk-yet"));

        static string Name(string line) => line.StartsWith("not-on-disk-yet", StringComparison.Ordinal) ? "reply " + line.Split(' ')[^1] : line;
    }

    private static void AssertReceipts(string[] lines)
    {
        for (int number = 0; number < Notifiers; number++)
        {
            string[] own = [.. lines.Where(line => line.StartsWith($"delivered {number} ", StringComparison.Ordinal))];
            Assert.That(own, Is.EqualTo(Enumerable.Range(0, Receipts).Select(i => $"delivered {number} {new Guid(i, 0, 0, new byte[8])}")));
        }
    }

    /// <summary>A peer that often has no room, and gets some a little later, on another thread.</summary>
    private sealed class BusyPeer(int seed) : IOutputWriter
    {
        private readonly Random _random = new(seed);
        private int _senders;

        public SessionOutput Output { get; set; } = null!;

        public List<string> Sent { get; } = [];

        public ConcurrentQueue<Exception> Failures { get; } = [];

        public string Write(in Reply reply) => $"{reply.Definition} {string.Join(' ', reply.Values)}\n";

        public bool TrySend(string text)
        {
            if (Interlocked.Increment(ref _senders) != 1)
                throw new InvalidOperationException("Two threads send at a time.");
            bool hasRoom = _random.Next(3) > 0;
            if (hasRoom)
                Sent.Add(text);
            else
                ThreadPool.UnsafeQueueUserWorkItem(static output => output.OnRoom(), Output, preferLocal: false);
            if (_random.Next(4) == 0)
                Thread.Yield();
            Interlocked.Decrement(ref _senders);
            return hasRoom;
        }

        public void OnOutputFailed(Exception e) => Failures.Enqueue(e);
    }

    /// <summary>A store with a thread that commits what was appended, and may fail now and then instead, as a journal on a bad disk does.</summary>
    private sealed class BusyStore : IDurability, IAsyncDisposable
    {
        private readonly Lock _lock = new();
        private readonly List<(long Position, ICommitObserver Observer)> _waiters = [];
        private readonly Random _random;
        private readonly bool _fails;
        private readonly Task _commits;
        private long _appended;
        private long _durable;
        private volatile bool _isStopping;

        public BusyStore(int seed, bool fails)
        {
            _random = new Random(seed);
            _fails = fails;
            _commits = Task.Factory.StartNew(Commit, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public StoreLevel Level => StoreLevel.Disk;

        public StoreCondition Condition => StoreCondition.Ready;

        public string? Failure => null;

        public long Durable => Volatile.Read(ref _durable);

        public long Append() => Interlocked.Increment(ref _appended);

        public void Notify(long position, ICommitObserver observer)
        {
            lock (_lock)
                _waiters.Add((position, observer));
        }

        public long Appended => Interlocked.Read(ref _appended);

        public Task WhenReadyAsync() => Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            _isStopping = true;
            await _commits;
        }

        private void Commit()
        {
            while (!_isStopping)
            {
                bool fails = _fails && _random.Next(4) == 0;
                if (!fails)
                    Volatile.Write(ref _durable, Interlocked.Read(ref _appended));
                (long Position, ICommitObserver Observer)[] waiters = TakeWaiters(all: fails);
                foreach ((long position, ICommitObserver observer) in waiters)
                {
                    if (position <= Durable)
                        observer.OnCommitted(Durable);
                    else
                        observer.OnCommitFailed("full");
                }

                // Not for luck: without it this thread would take the processor from the senders.
                if (waiters.Length == 0)
                    Thread.Sleep(1);
            }
        }

        private (long Position, ICommitObserver Observer)[] TakeWaiters(bool all)
        {
            lock (_lock)
            {
                (long Position, ICommitObserver Observer)[] taken = [.. _waiters.Where(waiter => all || waiter.Position <= Durable)];
                _waiters.RemoveAll(waiter => all || waiter.Position <= Durable);
                return taken;
            }
        }
    }
}
