using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Growth;

/// <summary>Something that grows, and what is measured at each size.</summary>
internal abstract class GrowthAxis
{
    /// <summary>Its name on the command line and in file names.</summary>
    public abstract string Name { get; }

    /// <summary>What the sizes are, for people.</summary>
    public abstract string Title { get; }

    /// <summary>The sizes.</summary>
    public abstract IReadOnlyList<int> Sizes { get; }

    /// <summary>What is measured.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>Connections of ours at one time at a size.</summary>
    public abstract int Connections(int size);

    /// <summary>How the server of a size is configured.</summary>
    public abstract ServerConfiguration Configure(int size);

    /// <summary>Makes a server that has the size, and what is measured at it.</summary>
    /// <param name="server">The server, which runs.</param>
    /// <param name="size">The size.</param>
    /// <param name="progress">What goes on.</param>
    /// <param name="once">Takes figures that are measured here, once.</param>
    public abstract Task<Workload> PrepareAsync(OwnServer server, int size, Progress progress, Action<Figures> once);
}
