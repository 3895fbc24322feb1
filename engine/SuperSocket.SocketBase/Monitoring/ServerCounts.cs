namespace SuperSocket.SocketBase;

/// <summary>
/// What one server counts since the process started, for <see cref="SuperSocketMetrics"/>. What happens for each request or each byte is added once for a
/// received block, so that a counter that all threads share costs nothing noticeable. Thread-safe.
/// </summary>
internal sealed class ServerCounts
{
    private readonly long[] _refused = new long[Enum.GetValues<ConnectionRefusal>().Length];
    private readonly long[] _dropped = new long[Enum.GetValues<DatagramDrop>().Length];
    private long _requests;
    private long _accepted;
    private long _received;
    private long _sent;
    private long _handshakes;
    private long _failedHandshakes;

    /// <summary>Handled requests.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Connections that got a place.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Bytes that were received, without TLS.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Bytes that the system has taken for sending, without TLS.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>TLS handshakes that succeeded.</summary>
    public long Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>TLS handshakes that failed.</summary>
    public long FailedHandshakes => Volatile.Read(ref _failedHandshakes);

    /// <summary>Connections, or first datagrams, that were refused.</summary>
    /// <param name="reason">Why.</param>
    public long GetRefused(ConnectionRefusal reason) => Volatile.Read(ref _refused[(int)reason]);

    /// <summary>Datagrams that were dropped.</summary>
    /// <param name="reason">Why.</param>
    public long GetDropped(DatagramDrop reason) => Volatile.Read(ref _dropped[(int)reason]);

    /// <summary>Counts handled requests.</summary>
    /// <param name="count">How many.</param>
    public void AddRequests(int count) => Interlocked.Add(ref _requests, count);

    /// <summary>Counts a connection that got a place.</summary>
    public void AddAccepted() => Interlocked.Increment(ref _accepted);

    /// <summary>Counts received bytes.</summary>
    /// <param name="bytes">How many.</param>
    public void AddReceived(int bytes) => Interlocked.Add(ref _received, bytes);

    /// <summary>Counts sent bytes.</summary>
    /// <param name="bytes">How many.</param>
    public void AddSent(int bytes) => Interlocked.Add(ref _sent, bytes);

    /// <summary>Counts a TLS handshake.</summary>
    /// <param name="succeeded">Whether it succeeded.</param>
    public void AddHandshake(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _handshakes : ref _failedHandshakes);

    /// <summary>Counts a refused connection.</summary>
    /// <param name="reason">Why.</param>
    public void AddRefused(ConnectionRefusal reason) => Interlocked.Increment(ref _refused[(int)reason]);

    /// <summary>Counts dropped datagrams.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="count">How many.</param>
    public void AddDropped(DatagramDrop reason, int count = 1) => Interlocked.Add(ref _dropped[(int)reason], count);
}

/// <summary>Why a connection is refused.</summary>
internal enum ConnectionRefusal
{
    /// <summary><c>maxConnectionNumber</c> is reached.</summary>
    ServerFull,

    /// <summary>The process may open no more files.</summary>
    OpenFiles,

    /// <summary>The address has too many connections (<see cref="IAddressAdmission"/>).</summary>
    Address,

    /// <summary>A connection filter refuses it.</summary>
    Filter,

    /// <summary>The PROXY header of a proxy is missing or broken.</summary>
    ProxyHeader,
}

/// <summary>Why a datagram is dropped.</summary>
internal enum DatagramDrop
{
    /// <summary>Too many wait for its session, or the session is closing.</summary>
    SessionBusy,

    /// <summary><c>maxConnectionNumber</c> sessions are open.</summary>
    ServerFull,

    /// <summary>Too many senders without a login are being served.</summary>
    UnauthenticatedFull,
}
