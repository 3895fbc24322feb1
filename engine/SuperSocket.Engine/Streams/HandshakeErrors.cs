namespace SuperSocket.SocketEngine;

/// <summary>Describes in one line why a TLS handshake failed.</summary>
internal static class HandshakeErrors
{
    /// <summary>Gets the reason from the innermost exception. The outer exceptions only refer to an inner one.</summary>
    public static string Explain(Exception e)
        => e is OperationCanceledException ? "the time is over" : e.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');
}
