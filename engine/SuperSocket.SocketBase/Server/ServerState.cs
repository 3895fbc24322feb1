namespace SuperSocket.SocketBase;

/// <summary>Where a server is in its life: set up once, then started and stopped any number of times.</summary>
public enum ServerState : int
{
    /// <summary>Constructed; no <c>Setup</c> was called.</summary>
    NotInitialized = 0,

    /// <summary><c>Setup</c> is running, or it failed. A failed server stays here and cannot be set up again.</summary>
    Initializing = 1,

    /// <summary>Set up and ready for <c>Start</c>; also the state after <c>Stop</c>.</summary>
    NotStarted = 2,

    /// <summary><c>Start</c> is opening the listeners.</summary>
    Starting = 3,

    /// <summary>Listening.</summary>
    Running = 4,

    /// <summary><c>Stop</c> is closing the listeners.</summary>
    Stopping = 5,
}
