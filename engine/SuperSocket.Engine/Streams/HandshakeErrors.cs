namespace SuperSocket.SocketEngine;

/// <summary>Why a TLS handshake failed, in one line.</summary>
internal static class HandshakeErrors
{
    /// <summary>The reason: what the outer exceptions say is only that there is an inner one.</summary>
    public static string Explain(Exception e)
        => e is OperationCanceledException ? "the time is over" : e.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');
}
