namespace SuperSocket.SocketBase;

/// <summary>A certificate cannot be used. The message is a sentence for the person who configured it.</summary>
internal sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);
