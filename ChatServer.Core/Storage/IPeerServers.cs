namespace ChatServer.Core.Storage;

/// <summary>The other servers with the same store, for questions of administrators. Nothing that is stored depends on it. Thread-safe.</summary>
public interface IPeerServers
{
    /// <summary>Name of this server, which the others use.</summary>
    string Name { get; }

    /// <summary>
    /// Answers a question of another server; <see langword="null"/> if nobody can. It is called on any thread. If it throws, the other server gets no answer.
    /// </summary>
    Func<string, Task<string>>? Answer { get; set; }

    /// <summary>Asks all other living servers at the same time.</summary>
    /// <param name="question">The question, at most 1 MB.</param>
    /// <param name="timeout">How long to wait for each answer.</param>
    /// <returns>What each of them says, sorted by name.</returns>
    Task<IReadOnlyList<PeerAnswer>> AskAllAsync(string question, TimeSpan timeout);
}

/// <summary>What another server says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The answer; <see langword="null"/> if it did not answer in time.</param>
public sealed record PeerAnswer(string Name, string? Text);
