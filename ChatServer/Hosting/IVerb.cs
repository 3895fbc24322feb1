namespace ChatServer.Hosting;

/// <summary>What the program can be asked for.</summary>
public interface IVerb
{
    /// <summary>Does it. Errors are a line each on standard error.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    Task<int> RunAsync();
}
