namespace ChatServer.Benchmarks.Server;

/// <summary>The server did not start, or ended by itself.</summary>
/// <param name="message">What happened, and what the server said.</param>
internal sealed class ServerFailedException(string message) : Exception(message);
