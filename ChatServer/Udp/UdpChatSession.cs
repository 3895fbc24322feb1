using System.Globalization;
using ChatServer.Answers;
using ChatServer.Limits;
using ChatServer.Messages;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Udp;

/// <summary>
/// One remote address over UDP. Until it has logged in it lasts no longer than its datagrams are being handled, and says nothing that is larger than
/// what it was sent.
/// </summary>
/// <param name="repeats">How messages are repeated.</param>
internal sealed class UdpChatSession(RepeatOptions repeats) : ChatSession, IDatagramSession
{
    private readonly VisitorReply _reply = new();
    private readonly UnconfirmedWindow _window = new(repeats);
    private volatile bool _hasRoomAgain;

    /// <summary>Makes a session with the defaults; the server makes its own.</summary>
    public UdpChatSession()
        : this(new RepeatOptions())
    {
    }

    /// <summary>What is sent may be lost.</summary>
    public override bool IsReliable => false;

    /// <summary>Anybody may write anybody's address on a datagram.</summary>
    internal override AddressBlock Origin => base.Origin with { IsForgeable = true };

    /// <summary>None: who guesses uses another port for the next guess, and a rest would only keep a place from others.</summary>
    internal override TimeSpan RestAfterRefusal => TimeSpan.Zero;

    /// <inheritdoc/>
    public void OnDatagram(int length)
    {
        _reply.Begin(length);
        if (IsLoggedIn)
            return;

        // Nothing is kept of a stranger, also if the next datagram came before the session had ended.
        Texts = AppServer.DefaultTexts;
        Format = AppServer.Formats[0];
    }

    /// <inheritdoc/>
    public bool OnDatagramHandled()
    {
        SendReply();
        ContinueDelivery();
        return IsLoggedIn;
    }

    /// <summary>
    /// Sends lines in as many datagrams as they need. What the system has no room for is lost, as it may be on its way: messages are repeated, and
    /// commands that were not answered can be.
    /// </summary>
    /// <param name="segment">The lines.</param>
    /// <returns>Whether the session is open.</returns>
    public override bool TrySend(ArraySegment<byte> segment)
    {
        if (!IsLoggedIn)
        {
            _reply.Add(segment);
            return Connected;
        }

        while (segment.Count > 0)
        {
            int length = DatagramLines.NextLength(segment);
            SocketSession.TrySend(segment[..length]);
            segment = segment[length..];
        }

        return Connected;
    }

    /// <inheritdoc/>
    public override void Close(CloseReason reason)
    {
        SendReply();
        base.Close(reason);
    }

    /// <summary>Sends again what was not confirmed in time. Called every now and then, by one thread at a time.</summary>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    public void Repeat(long now)
    {
        foreach (UnconfirmedWindow.Entry entry in _window.TakeDue(now))
            base.TryDeliver(entry.Message, entry.IsReplay);
        ContinueDelivery();
    }

    /// <summary>No welcome: whoever sent the datagram may not be who asked for one.</summary>
    protected override void OnEntered()
    {
    }

    /// <inheritdoc/>
    protected override void OnLoggedIn()
    {
        SendReply();
        _window.Clear();
        base.OnLoggedIn();
    }

    /// <inheritdoc/>
    protected override bool TryDeliver(StoredMessage message, bool isReplay)
    {
        if (!UdpChatServer.CanCarry(message.Text))
        {
            // It waits for a login over TCP, and the others go on.
            Logger.Warn($"The message {message.Id} to {User?.Id} does not fit into a datagram.");
            return true;
        }

        if (!_window.HasRoom || !base.TryDeliver(message, isReplay))
            return false;
        _window.Add(message, isReplay, Environment.TickCount64);
        return true;
    }

    /// <inheritdoc/>
    protected override void OnMessageRemoved(Guid id, bool isConfirmed)
    {
        if (_window.Remove(id, isConfirmed))
            _hasRoomAgain = true;
    }

    /// <summary>Before the login an answer that would be too large is only its code, and nothing if that has no room either.</summary>
    protected override string Write(in Answer answer)
    {
        string line = base.Write(answer);
        if (IsLoggedIn || _reply.HasRoom(Charset.GetByteCount(line)))
            return line;
        string code = ((int)answer.Code).ToString(CultureInfo.InvariantCulture);
        line = Format is JsonFormat ? $$"""{"code":{{code}}}""" + "\r\n" : code + "\r\n";
        return _reply.HasRoom(line.Length) ? line : string.Empty;
    }

    private void SendReply()
    {
        byte[] reply = _reply.Take();
        if (reply.Length > 0)
            SocketSession.TrySend(new ArraySegment<byte>(reply));
    }

    // Not under the gate of the user, as where the room was made.
    private void ContinueDelivery()
    {
        if (!_hasRoomAgain)
            return;
        _hasRoomAgain = false;
        Chat.ContinueDelivery(this);
    }
}
