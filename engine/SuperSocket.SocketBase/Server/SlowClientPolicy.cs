namespace SuperSocket.SocketBase;

/// <summary>Our extension: what <c>Send</c> does when too much waits for a peer that reads slowly. <c>TrySend</c> never waits.</summary>
public enum SlowClientPolicy
{
    /// <summary>Waits up to <c>sendTimeOut</c>, then throws <see cref="TimeoutException"/>: what 1.6 does. The default.</summary>
    Wait,

    /// <summary>Drops what was to be sent; the first time in a session it is logged.</summary>
    Drop,

    /// <summary>Closes the session with <see cref="CloseReason.TimeOut"/>.</summary>
    Close,
}
