namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>A connection as a script sees it: bytes, however they travel.</summary>
internal interface IWire : IDisposable
{
    /// <summary>How its bytes may be cut.</summary>
    WireKind Kind { get; }

    /// <summary>The code with which the server closed a WebSocket.</summary>
    int? CloseCode { get; }

    /// <summary>Sends bytes in one packet.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isWhole">Whether a message of a WebSocket ends with them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool isWhole, CancellationToken cancellationToken);

    /// <summary>Receives what there is; a message of a WebSocket has a line end.</summary>
    /// <returns>How many bytes; 0 when the server has closed the connection in order.</returns>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Says that nothing more will be sent.</summary>
    ValueTask StopSendingAsync(CancellationToken cancellationToken);

    /// <summary>Vanishes without a word.</summary>
    void Reset();
}

/// <summary>How bytes travel.</summary>
internal enum WireKind
{
    /// <summary>One after another; how they are cut means nothing.</summary>
    Stream,

    /// <summary>In messages, which are lines without their ends.</summary>
    Messages,

    /// <summary>In datagrams.</summary>
    Datagrams,
}
