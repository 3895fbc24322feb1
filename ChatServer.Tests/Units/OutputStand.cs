using ChatServer.Core.Storage;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Tests.Units;

/// <summary>A session's output between a store and a peer that the test drives.</summary>
internal sealed class OutputStand : IOutputWriter
{
    private readonly List<string> _sent = [];

    public OutputStand()
    {
        Output = new SessionOutput(Store, this);
    }

    public ManualStore Store { get; } = new();

    public SessionOutput Output { get; }

    /// <summary>Whether the peer has room.</summary>
    public bool HasRoom { get; set; } = true;

    /// <summary>Thrown by whatever is written or sent next.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Runs in the middle of each sending.</summary>
    public Action? WhileSending { get; set; }

    public List<Exception> Failures { get; } = [];

    /// <summary>All that was sent, as one text.</summary>
    public string Sent => string.Concat(_sent);

    /// <summary>All that was sent, line by line.</summary>
    public string[] Lines => Sent.Split("\r\n")[..^1];

    public void ReadOn()
    {
        HasRoom = true;
        Output.OnRoom();
    }

    string IOutputWriter.Write(in Reply reply)
    {
        if (Fault != null)
            throw Fault;
        string names = reply.Tag == null ? string.Empty : $"{reply.Tag} {reply.Reference} ";
        return $"{reply.Definition} {names}{string.Join(' ', reply.Values)}\r\n";
    }

    bool IOutputWriter.TrySend(string text)
    {
        if (Fault != null)
            throw Fault;
        WhileSending?.Invoke();
        if (HasRoom)
            _sent.Add(text);
        return HasRoom;
    }

    void IOutputWriter.OnOutputFailed(Exception e) => Failures.Add(e);
}

/// <summary>A store whose durable position the test sets.</summary>
internal sealed class ManualStore : IDurability
{
    private readonly List<ICommitObserver> _observers = [];

    public StoreLevel Level => StoreLevel.Disk;

    public StoreCondition Condition => StoreCondition.Ready;

    public string? Failure => null;

    public long Durable { get; private set; }

    /// <summary>Positions that were asked for.</summary>
    public List<long> Awaited { get; } = [];

    public void Notify(long position, ICommitObserver observer)
    {
        Awaited.Add(position);
        _observers.Add(observer);
    }

    public long Appended => Durable;

    public Task WhenReadyAsync() => Task.CompletedTask;

    public void Commit(long position)
    {
        Durable = position;
        foreach (ICommitObserver observer in _observers.ToArray())
            observer.OnCommitted(position);
    }

    public void Fail() => _observers[0].OnCommitFailed("full");
}
