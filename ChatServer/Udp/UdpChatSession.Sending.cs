namespace ChatServer.Udp;

/// <content>
/// All forms of sending are one, <see cref="TrySend(ArraySegment{byte})"/>: it bounds what a sender is answered whose address may be forged, and cuts lines
/// into datagrams. The engine's forms are independent of each other.
/// </content>
internal sealed partial class UdpChatSession
{
    /// <inheritdoc/>
    public override bool TrySend(string message) => TrySend(new ArraySegment<byte>(Charset.GetBytes(message)));

    /// <inheritdoc/>
    public override bool TrySend(byte[] data, int offset, int length) => TrySend(new ArraySegment<byte>(data, offset, length));

    /// <inheritdoc/>
    public override bool TrySend(IList<ArraySegment<byte>> segments)
    {
        bool isOpen = Connected;
        foreach (ArraySegment<byte> segment in segments)
            isOpen = TrySend(segment);
        return isOpen;
    }

    /// <inheritdoc/>
    public override void Send(byte[] data, int offset, int length) => TrySend(data, offset, length);

    /// <inheritdoc/>
    public override void Send(ArraySegment<byte> segment) => TrySend(segment);

    /// <inheritdoc/>
    public override void Send(IList<ArraySegment<byte>> segments) => TrySend(segments);
}
