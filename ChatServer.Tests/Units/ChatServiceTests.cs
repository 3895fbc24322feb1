using System.Runtime.CompilerServices;
using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Instants that connections over sockets hit too rarely.</summary>
public class ChatServiceTests
{
    private readonly ChatService _chat = new(new MemoryStore(), new StoreLimits(), TimeProvider.System);

    [Test]
    public void A_connection_that_ended_while_it_logged_in_is_not_online()
    {
        var ended = new Connection { HasEnded = true };
        _chat.LogIn("juliet", ended);
        Assert.That(_chat.OnlineIds, Is.Empty);
        Assert.That((_chat.OnlineCount, _chat.KnownCount), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_message_to_somebody_who_is_being_forgotten_is_not_lost()
    {
        const int Messages = 100_000;
        var romeo = new Connection();
        _chat.LogIn("romeo", romeo);
        Task sending = Task.Run(() =>
        {
            for (int i = 0; i < Messages; i++)
                Assert.That(_chat.Send(romeo.User!, "juliet", "hello").Result, Is.EqualTo(SendResult.Delivering).Or.EqualTo(SendResult.StoredForLater));
        });

        // Juliet comes, confirms all and goes, so that the server forgets her again and again.
        var confirmed = new HashSet<Guid>();
        bool last;
        do
        {
            last = sending.IsCompleted;
            var juliet = new Connection();
            _chat.LogIn("juliet", juliet);
            foreach (Guid id in juliet.TakeReceived())
            {
                Assert.That(_chat.Confirm(juliet.User!, id).Count, Is.EqualTo(1));
                Assert.That(confirmed.Add(id), Is.True);
            }

            _chat.LogOut(juliet);
        }
        while (!last);

        await sending;
        Assert.That(confirmed, Has.Count.EqualTo(Messages));
        Assert.That(_chat.KnownCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_logs_in_once_more_while_it_is_kicked_does_not_kick_back()
    {
        var older = new Connection();
        _chat.LogIn("romeo", older);
        Task again = Task.CompletedTask;
        var newer = new Connection { WhenLoggedIn = () => again = Task.Run(() => _chat.LogIn("romeo", older)) };

        _chat.LogIn("romeo", newer);
        await again;

        Assert.That((older.Kicks, newer.Kicks), Is.EqualTo((1, 0)));
        Assert.That(newer.User!.Connection, Is.SameAs(newer));
    }

    [Test]
    public async Task A_connection_that_cannot_be_told_of_a_delivery_fails_alone()
    {
        var failure = new InvalidOperationException("It cannot be told.");
        var romeo = new Connection { WhenToldOfDelivery = () => throw failure };
        _chat.LogIn("romeo", romeo);
        _chat.LogIn("juliet", new Connection());
        SendOutcome outcome = _chat.Send(romeo.User!, "juliet", "hello", isTracked: true);
        Assert.That(outcome.Result, Is.EqualTo(SendResult.Delivering));
        Assert.That(await romeo.Failed.Task.WaitAsync(TimeSpan.FromSeconds(60)), Is.SameAs(failure));
    }

    [Test]
    public void Nobody_is_kept_who_wrote_to_somebody_who_left_and_has_left_as_well()
    {
        const int Rounds = 2000;
        var retired = new List<WeakReference>();
        Connection current = TakeTurns(retired, Rounds);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.That(_chat.KnownCount, Is.EqualTo(1));
        Assert.That(retired.Count(user => user.IsAlive), Is.LessThan(10));
        GC.KeepAlive(current);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Connection TakeTurns(List<WeakReference> retired, int rounds)
    {
        string[] ids = ["romeo", "juliet"];
        var current = new Connection();
        _chat.LogIn(ids[0], current);
        for (int i = 1; i <= rounds; i++)
        {
            // The other one comes, writes to who is there, who confirms and goes.
            var other = new Connection();
            _chat.LogIn(ids[i % 2], other);
            _chat.Send(other.User!, ids[(i + 1) % 2], "hello");
            foreach (Guid id in current.TakeReceived())
                _chat.Confirm(current.User!, id);
            retired.Add(new WeakReference(current.User));
            _chat.LogOut(current);
            current = other;
        }

        return current;
    }

    private sealed class Connection : IUserConnection
    {
        public LoginState State { get; set; }

        private readonly List<Guid> _received = [];

        public User? User { get; set; }

        public bool HasEnded { get; init; }

        public Guid[] TakeReceived()
        {
            lock (_received)
            {
                Guid[] taken = [.. _received];
                _received.Clear();
                return taken;
            }
        }

        public Action? WhenLoggedIn { get; init; }

        public int Kicks { get; private set; }

        public void OnLoggedIn() => WhenLoggedIn?.Invoke();

        public bool WantsDeliveries => WhenToldOfDelivery != null;

        public Action? WhenToldOfDelivery { get; init; }

        public TaskCompletionSource<Exception> Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnMessageDelivered(Guid id, string recipient) => WhenToldOfDelivery?.Invoke();

        public void OnFailed(Exception e) => Failed.TrySetResult(e);

        public void OnMembership(string group, string id, bool isMember, long position)
        {
        }

        public void OnMessageEnded(in MessageEnding ending, long position)
        {
        }

        public void Disconnect(DisconnectReason reason)
        {
        }

        public void OnKicked() => Kicks++;

        public DeliveryResult Deliver(StoredMessage message, bool isReplay)
        {
            lock (_received)
                _received.Add(message.Id);
            return DeliveryResult.Sent;
        }
    }
}
