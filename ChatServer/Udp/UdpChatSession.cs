using ChatServer.Core.Messages;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Udp;

/// <summary>
/// One login over UDP, from an address that has proved that it receives what is sent to it. Until it has logged in it lasts no longer than its first datagram
/// is being handled.
/// </summary>
/// <param name="repeats">How messages are repeated.</param>
internal sealed partial class UdpChatSession(RepeatOptions repeats) : ChatSession, IDatagramSession
{
    private readonly UnconfirmedWindow _window = new(repeats);
    private volatile bool _hasRoomAgain;

    // A port may have a new owner, who must not get what is meant for the last one.
    private volatile string? _previous;

    // Set and taken under the user's lock, or when the session has ended.
    private string? _token;

    /// <summary>Makes a session with the defaults; the server makes its own.</summary>
    public UdpChatSession()
        : this(new RepeatOptions())
    {
    }

    /// <summary>What is sent may be lost.</summary>
    public override bool IsReliable => false;

    /// <summary>None: who guesses uses another port for the next guess, and a rest would only keep a place from others.</summary>
    internal override TimeSpan RestAfterRefusal => TimeSpan.Zero;

    /// <inheritdoc/>
    internal override long WaitingBytes => _window.CountBytes(Charset);

    private DatagramTokens Tokens => ((UdpChatServer)AppServer).Tokens;

    /// <inheritdoc/>
    public void OnDatagram(int length)
    {
    }

    /// <inheritdoc/>
    public bool OnDatagramHandled()
    {
        ContinueDelivery();
        if (_previous is { } previous)
        {
            _previous = null;
            AppServer.GetSessionByID(previous)?.Close(CloseReason.ServerClosing);
        }

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
        while (segment.Count > 0)
        {
            int length = DatagramLines.NextLength(segment);
            SocketSession.TrySend(segment[..length]);
            segment = segment[length..];
        }

        return Connected;
    }

    /// <summary>Sends again what was not confirmed in time. Called every now and then, by one thread at a time.</summary>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    public void Repeat(long now)
    {
        foreach (UnconfirmedWindow.Entry entry in _window.TakeDue(now))
            base.TryDeliver(entry.Message, entry.IsReplay);
        ContinueDelivery();
    }

    /// <summary>No welcome: a client that has a cookie knows that the server is there.</summary>
    protected override void OnEntered()
    {
    }

    /// <summary>Says the token as well, in the same datagram.</summary>
    protected override void OnLoggedIn()
    {
        _window.Clear();
        _token = Tokens.LogIn(_token, RemoteEndPoint, User!.Id, SessionID, out string? previous);
        _previous = previous ?? _previous;

        // The thread that ends this session sees the token, or this thread sees the end.
        Interlocked.MemoryBarrier();
        if (HasEnded)
            Tokens.Remove(_token, RemoteEndPoint, SessionID);
        TrySendNotice(Write((Reply)Replies.LoggedIn with { Tag = Tag }) + Write(Replies.SessionToken.With("@" + _token)));
    }

    /// <summary>
    /// A client that repeats its <c>Check</c>, because the answer was lost, gets a new session and must not be told that somebody else has logged in.
    /// </summary>
    protected override void OnKicked()
    {
        if (User?.Connection is UdpChatSession other && other != this && other.RemoteEndPoint.Equals(RemoteEndPoint))
            Close();
        else
            base.OnKicked();
    }

    /// <inheritdoc/>
    protected override bool TryDeliver(StoredMessage message, bool isReplay)
    {
        if (!UdpChatServer.CanCarry(message.Text))
        {
            // It waits for a login over TCP, and the others go on.
            this.GetLog().DoesNotFit(message.Id, User?.Id);
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

    /// <inheritdoc/>
    protected override void OnSessionClosed(CloseReason reason)
    {
        base.OnSessionClosed(reason);
        Interlocked.MemoryBarrier();
        if (_token is { } token)
            Tokens.Remove(token, RemoteEndPoint, SessionID);
    }

    // Not under the lock of the user, as where the room was made.
    private void ContinueDelivery()
    {
        if (!_hasRoomAgain)
            return;
        _hasRoomAgain = false;
        Chat.ContinueDelivery(this);
    }
}
