using System.Net;

namespace SuperSocket.SocketBase;

/// <summary>
/// How the engine's transports feed a session, a request at a time, so that they can wait between two requests of one block.
/// </summary>
internal interface IRequestReader
{
    /// <summary>Lets the application see a received block before it is filtered.</summary>
    /// <returns>Whether the block is to be filtered.</returns>
    bool AcceptBlock(byte[] buffer, int offset, int length);

    /// <summary>Filters once and executes the request, if there is one. Moves offset and length to what is left of the block.</summary>
    /// <param name="buffer">Has the block.</param>
    /// <param name="offset">Where what is left of it starts.</param>
    /// <param name="length">How long that is.</param>
    /// <param name="toBeCopied">Whether the buffer is used again.</param>
    /// <param name="now">
    /// The time, as <see cref="Environment.TickCount64"/> has it, from before the call to after it, so that requests one after another cost one look at
    /// the clock each.
    /// </param>
    /// <returns>Whether to go on with the rest; <see langword="false"/> when the session is closing.</returns>
    bool ProcessNext(byte[] buffer, ref int offset, ref int length, bool toBeCopied, ref long now);

    /// <summary>
    /// A block is handled as far as it is now: its requests are counted. Called before the thread that calls <see cref="ProcessNext"/> waits or goes on elsewhere.
    /// </summary>
    void EndBlock();

    /// <summary>
    /// Ends when the last request is handled; completed unless an asynchronous command is under way. Await it until it is, before the next call of
    /// <see cref="ProcessNext"/>: what it waits for may add to it. Never faults.
    /// </summary>
    Task Pending { get; }

    /// <summary>How much further the next block must be written (see <see cref="Protocol.IOffsetAdapter"/>).</summary>
    int OffsetDelta { get; }

    /// <summary>The transport took everything that it had refused a send for.</summary>
    void OnSendRoom();

    /// <summary>Ends when the peer's requests, of which no more come, are answered.</summary>
    Task WhenAllAnsweredAsync();
}

/// <summary>A transport on which a caller can wait for room without spinning.</summary>
internal interface ISendRoomWaiter
{
    /// <summary>Waits until the send queue has room, the session closes or the time is over.</summary>
    /// <param name="milliseconds">How long; -1 without limit.</param>
    /// <returns><see langword="false"/> when the session is closing: there will be no room any more.</returns>
    bool WaitForSendRoom(int milliseconds);

    /// <summary>How many bytes the peer has taken, as far as the system knows; always 0 where it does not.</summary>
    long TakenBytes { get; }
}

/// <summary>A transport that can say whether it is closing before its close handlers are called.</summary>
internal interface IClosingTransport
{
    /// <summary>Whether it is closing or closed.</summary>
    bool IsClosing { get; }
}

/// <summary>A transport that has room for a few words when it refuses all else.</summary>
internal interface INoticeSender
{
    /// <summary>Sends bytes if there is room, or if they fit into the reserve that is kept for notices; they are copied.</summary>
    /// <returns>Whether they were accepted.</returns>
    bool TrySendNotice(ArraySegment<byte> segment);

    /// <summary>Sends bytes if three quarters of the queue stay empty, so that answers find room and requests are still served; they are copied.</summary>
    /// <returns>Whether they were accepted.</returns>
    bool TrySendBulk(ArraySegment<byte> segment);
}

/// <summary>A transport that can say whether its peer takes what waits for it.</summary>
internal interface ISendStallMeter
{
    /// <summary>How long something has waited of which the peer has taken nothing, as far as this and the calls before it saw.</summary>
    TimeSpan MeasureSendStall();

    /// <summary>Bytes that wait for the peer.</summary>
    long WaitingBytes { get; }
}

/// <summary>A transport whose sessions need no receive filter of their own, because their requests come parsed by a shared one.</summary>
internal interface ISharedFilterTransport
{
    /// <summary>Whether that is so.</summary>
    bool SharesFilter { get; }
}

/// <summary>A socket server whose connections finish after it stopped listening.</summary>
internal interface IConnectionDrain
{
    /// <summary>Waits until every connection has sent what it owed and is closed.</summary>
    void WaitForConnections();
}

/// <summary>A socket server that can connect to others.</summary>
internal interface IOutgoingConnector
{
    /// <summary>Connects, and makes a session of the connection.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="local">Where from; <see langword="null"/> leaves it to the system.</param>
    /// <returns>The session, which has started; faults if there is none.</returns>
    Task<IAppSession> ConnectAsync(EndPoint target, EndPoint? local);
}

/// <summary>Options of a server that only our engine knows.</summary>
internal interface IEngineOptions
{
    /// <summary>Whether sends made while a received block is handled leave together at its end.</summary>
    bool BatchSends { get; }

    /// <summary>Whether a changed configuration can be tried by setting another server up beside the running one.</summary>
    bool CanTrySetup { get; }

    /// <summary>Why the running server does not use a changed attribute.</summary>
    /// <param name="attribute">Name of an attribute, or of an element in angle brackets.</param>
    /// <returns>The reason; <see langword="null"/> if it uses it.</returns>
    string? FindRestartReason(string attribute);
}

/// <summary>A socket server that reads options of its configuration again when they have changed.</summary>
internal interface IReconfigurable
{
    /// <summary>Reads them again. What is open keeps its options.</summary>
    /// <exception cref="ArgumentException">An option has a wrong value; then all stay as they were.</exception>
    void Reconfigure();

    /// <summary>Whether it reads an option.</summary>
    /// <param name="option">Name of an attribute.</param>
    bool Knows(string option);

    /// <summary>Why an option that it reads needs a restart.</summary>
    /// <param name="option">Name of an attribute.</param>
    /// <returns>The reason; <see langword="null"/> if it needs none.</returns>
    string? FindRestartReason(string option);
}
