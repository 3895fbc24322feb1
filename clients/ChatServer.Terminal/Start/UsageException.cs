namespace ChatServer.Terminal.Start;

/// <summary>The arguments are wrong.</summary>
/// <param name="message">What is wrong, for people.</param>
internal sealed class UsageException(string message) : Exception(message);
