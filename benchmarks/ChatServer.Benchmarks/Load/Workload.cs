using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Load;

/// <summary>Something that users do to a server, and what is measured of it. One object is for one server; all of it runs on the thread that calls.</summary>
internal abstract class Workload : IDisposable
{
    /// <summary>The server. Set before anything else is called.</summary>
    public required LoadTarget Target { get; init; }

    /// <summary>Logs in who is there all the time.</summary>
    /// <exception cref="IOException">The server refuses, closes, or does not answer.</exception>
    public virtual void Prepare()
    {
    }

    /// <summary>Does what is measured for a while, or once, and measures nothing.</summary>
    public virtual void WarmUp(TimeSpan time) => Measure(time, (_, _) => { });

    /// <summary>Measures a round.</summary>
    /// <param name="time">How long, where the workload has no end of its own.</param>
    /// <param name="add">Takes the name of a row, empty for the only one, and its figures.</param>
    /// <exception cref="IOException">The server refuses, closes, or does not answer.</exception>
    public abstract void Measure(TimeSpan time, Action<string, Figures> add);

    /// <summary>Checks what can only be checked at the end, and leaves nothing unconfirmed behind.</summary>
    public abstract void Finish();

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>What is said about a workload before there is one.</summary>
internal sealed record WorkloadPlan
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its options.</summary>
    public required LoadOptions Options { get; init; }

    /// <summary>What it reports.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The figure of messages that a journal keeps, beside which stands what the disk does if each is flushed on its own.</summary>
    public Column Kept { get; init; } = Column.Messages;

    /// <summary>The most connections that it has at one time.</summary>
    public required int Connections { get; init; }

    /// <summary>Makes it for a server.</summary>
    public required Func<LoadTarget, Workload> Create { get; init; }

    /// <summary>How a server of our own is configured for it.</summary>
    public ServerConfiguration Configuration { get; init; } = new();
}
