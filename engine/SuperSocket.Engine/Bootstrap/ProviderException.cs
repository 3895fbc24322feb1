namespace SuperSocket.SocketEngine;

/// <summary>The configuration names something that does not exist. The message is for the person who wrote it.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class ProviderException(string message) : Exception(message);
