using ChatServer.Core.Storage;

namespace ChatServer.Postgres;

/// <summary>The other nodes, as administrators ask them: over the connections between nodes. Thread-safe.</summary>
/// <param name="name">Name of this node.</param>
/// <param name="links">The connections.</param>
internal sealed class PeerServers(string name, NodeLinks links) : IPeerServers
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Func<string, Task<string>>? Answer
    {
        get => links.Answer;
        set => links.Answer = value;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PeerAnswer>> AskAllAsync(string question, TimeSpan timeout) => links.AskAllAsync(question, timeout);
}
