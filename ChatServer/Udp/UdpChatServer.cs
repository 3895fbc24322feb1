using System.Globalization;
using System.Net;
using System.Security.Authentication;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace ChatServer.Udp;

/// <summary>
/// A chat server over UDP: the same lines in datagrams. A datagram without a token is answered with a challenge and costs no session; a session is one login, and
/// its token is in each of its datagrams. Messages are repeated until they are confirmed.
/// </summary>
public class UdpChatServer : ChatAppServer, IDatagramHost
{
    // Half of the logins that may wait for their password to be verified (HashQueue): datagrams from nowhere leave the rest to people who connect.
    private const int MaxLogins = 128;

    // Of all sessions. The rest is for users who have logged in.
    private const int ShareOfVisitors = 8;

    // How many looks there are at the repeats of all sessions during the first pause, and their bounds in milliseconds.
    private const int LooksPerPause = 4;
    private const int MinLook = 10;
    private const int MaxLook = 250;

    // A longer message may be larger than a datagram: 6 bytes for a character, as JSON writes those that an encoding lacks, and some for the rest.
    private const int MaxText = 10_000;

    private Timer? _repeatTimer;
    private int _isRepeating;
    private long _lastSession;

    /// <inheritdoc/>
    public int MaxUnauthenticated => Math.Clamp(Config.MaxConnectionNumber / ShareOfVisitors, 1, MaxLogins);

    /// <summary>How messages are repeated.</summary>
    internal RepeatOptions Repeats { get; private set; } = new();

    /// <summary>What proves an address, and a login.</summary>
    internal DatagramTokens Tokens { get; } = new();

    /// <summary>Whether a message fits into a datagram, whatever its characters.</summary>
    internal static bool CanCarry(string text) => text.Length <= MaxText;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> OwnAttributes => RepeatOptions.Names;

    /// <inheritdoc/>
    protected override SocketMode Mode => SocketMode.Udp;

    /// <inheritdoc/>
    protected override IReplyFormat Words => ReferencedTextFormat.Instance;

    /// <inheritdoc/>
    public override bool Start()
    {
        if (!base.Start())
            return false;
        if (_repeatTimer == null)
        {
            int look = GetLook();
            _repeatTimer = new Timer(static server => ((UdpChatServer)server!).Repeat(), this, look, look);
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        Interlocked.Exchange(ref _repeatTimer, null)?.Dispose();
        base.Stop();
    }

    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!base.Setup(rootConfig, config))
            return false;
        string? error = RepeatOptions.TryRead(config, out RepeatOptions repeats) ?? FindImpossible(config);
        if (error != null)
        {
            Logger.Error(error);
            return false;
        }

        Repeats = repeats;
        foreach (string attribute in OwnAttributes)
            RegisterConfigHandler(config, attribute, _ => TryUseRepeats());
        ReceiveFilterFactory = new DatagramLineFilterFactory(new LineDecoder(TextEncoding));
        return true;
    }

    /// <inheritdoc/>
    internal override string GetTransport(ChatSession session) => "udp";

    /// <inheritdoc/>
    protected override ChatSession CreateAppSession(ISocketSession socketSession) => new UdpChatSession(Repeats);

    // A datagram with a cookie gets a session of its own, whatever is logged in at its address: the port may have another owner now.
    DatagramRoute IDatagramHost.Route(ReadOnlySpan<byte> datagram, IPEndPoint remote)
    {
        long now = Environment.TickCount64;
        if (datagram is [DatagramTokens.Mark, ..])
        {
            int end = datagram.IndexOfAny(" \t\r\n"u8);
            ReadOnlySpan<byte> word = end < 0 ? datagram[1..] : datagram[1..end];
            string? session = Tokens.Find(word, remote);
            if (session == null && Tokens.IsCookie(word, remote, now))
                session = string.Create(CultureInfo.InvariantCulture, $"{remote}/{Interlocked.Increment(ref _lastSession)}");
            if (session != null)
                return new DatagramRoute { SessionID = session, Skip = 1 + word.Length };
        }

        // Never more bytes than came in, so that nothing is gained by forging a sender.
        return datagram.Length < DatagramTokens.ChallengeLength ? default : new DatagramRoute { Reply = Tokens.Challenge(remote, now) };
    }

    private int GetLook() => Math.Clamp(Repeats.RepeatAfter / LooksPerPause, MinLook, MaxLook);

    // Sessions keep the options with which they have logged in.
    private bool TryUseRepeats()
    {
        if (RepeatOptions.TryRead(Config, out RepeatOptions repeats) != null)
            return false;
        Repeats = repeats;
        try
        {
            _repeatTimer?.Change(GetLook(), GetLook());
        }
        catch (ObjectDisposedException)
        {
            // The server stops.
        }

        return true;
    }

    private string? FindImpossible(IServerConfig config)
    {
        if (Array.Exists(Listeners, listener => listener.Security != SslProtocols.None))
            return $"The server '{config.Name}': TLS is not possible over UDP.";
        if (Options.SessionLimits.MaxTextLength > MaxText)
            return $"The server '{config.Name}': a message of maxTextLength=\"{Options.SessionLimits.MaxTextLength}\" characters may be larger than a datagram; use at most {MaxText}, or no mode=\"Udp\".";
        return null;
    }

    // One look for all sessions, so that no message needs a timer of its own.
    private void Repeat()
    {
        if (Interlocked.Exchange(ref _isRepeating, 1) != 0)
            return;
        long now = Environment.TickCount64;
        foreach (ChatSession session in GetAllSessions())
        {
            try
            {
                (session as UdpChatSession)?.Repeat(now);
            }
            catch (Exception e)
            {
                session.GetLog().RepeatingFailed(e);
            }
        }

        Volatile.Write(ref _isRepeating, 0);
    }
}
