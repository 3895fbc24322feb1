namespace SuperSocket.SocketBase;

/// <summary>How the servers of one bootstrap are kept apart. Only <see cref="None"/> works on this platform.</summary>
public enum IsolationMode
{
    /// <summary>All servers share the process.</summary>
    None,

    /// <summary>Not available: refused at start-up.</summary>
    AppDomain,

    /// <summary>Not available: refused at start-up. Run one process per server instead.</summary>
    Process,
}
