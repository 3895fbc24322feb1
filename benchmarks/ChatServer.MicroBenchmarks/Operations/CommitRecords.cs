using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Logging;
using SuperSocket.SocketBase.Logging;
using TestKit;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>50 messages and their confirmations are appended to the journal, and go to disk with one flush. The figure is for all 100 records.</summary>
public sealed class CommitRecords : Operation
{
    private const int Messages = 50;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-micro-");
    private readonly RecordingLogFactory _log = new(LogLevel.Error);
    private readonly Waiter _waiter = new();
    private readonly JournalStore _store;

    /// <summary>The journal is open.</summary>
    public CommitRecords()
    {
        _store = new JournalStore(new StoreOptions { Type = StoreType.Journal, Path = _directory.FullName }, new EngineLogger(_log.GetLog("store")));
        _store.Open(new NoState());
    }

    /// <summary>Once: on a busy machine the journal may start before the last record is appended, and flush twice.</summary>
    public override int Repetitions => 1;

    /// <inheritdoc/>
    public override void Run()
    {
        long position = 0;
        for (int i = 0; i < Messages; i++)
        {
            _store.Append(new StoreRecord { Kind = RecordKind.MessageAdded, Id = Samples.Id, User = "bob", From = "alice", Text = Samples.Text });
            position = _store.Append(new StoreRecord { Kind = RecordKind.MessageEnded, Id = Samples.Id, User = "bob", End = MessageEnd.Confirmed });
        }

        _waiter.Reset();
        _store.Notify(position, _waiter);
        _waiter.Wait();
        Check(_store.Durable >= position);
    }

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        await _store.DisposeAsync();
        _waiter.Dispose();
        _directory.Delete(recursive: true);
        Check(_log.Errors.FirstOrDefault() == null);
    }

    private sealed class NoState : IStoreState
    {
        public void Apply(in StoreRecord record)
        {
        }

        public IEnumerable<StoreRecord> Snapshot() => [new StoreRecord { Kind = RecordKind.LastId, Id = Samples.Id }];
    }

    private sealed class Waiter : ICommitObserver, IDisposable
    {
        private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

        private readonly ManualResetEventSlim _committed = new();

        public void Reset() => _committed.Reset();

        public void Wait()
        {
            if (!_committed.Wait(MaxWait))
                throw new TimeoutException("The disk takes too long.");
        }

        public void OnCommitted(long durable) => _committed.Set();

        public bool OnCommitFailed(string failure) => true;

        public void Dispose() => _committed.Dispose();
    }
}
