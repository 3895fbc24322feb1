using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>Something that a hostile or careless client does. All of it runs on threads of its own, bounded in time and number.</summary>
/// <param name="target">The server.</param>
internal abstract class Attack(LoadTarget target) : IDisposable
{
    /// <summary>The server.</summary>
    protected LoadTarget Target => target;

    /// <summary>How the server answered, for people.</summary>
    public abstract string Outcome { get; }

    /// <summary>Makes the connections that are there before the attack is measured.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Attacks until the end is asked for, or there is nothing more to do.</summary>
    public abstract void Run(CancellationToken end);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
