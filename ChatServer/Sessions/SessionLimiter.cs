using System.Globalization;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <summary>Limits one connection: its rates, its timeouts, and the number of connections of its address.</summary>
/// <param name="session">The connection.</param>
internal sealed class SessionLimiter(ChatSession session)
{
    // Minimum delay before a session that exceeds its rate is read again. It keeps the number of timers low.
    private const int MinHold = 50;

    // A reply of this length counts as one line of the client.
    private const int CharactersOfCommand = 256;

    private readonly long _startedAt = Environment.TickCount64;
    private RateMeter _commands;
    private SharedRateMeter? _commandsOfAddress;
    private AddressTable? _addresses;
    private bool _isPaced;

    private SessionLimits Limits => session.AppServer.Options.SessionLimits;

    /// <summary>Checks whether a message may be sent. If not, replies with the reason.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="recipients">Number of recipients. The message counts once for each.</param>
    public bool MaySend(string text, int recipients)
    {
        int max = Limits.MaxTextLength;
        if (text.Length > max)
        {
            session.Chat.MessageCounts.AddNotAdmitted(AdmissionRefusal.TextTooLong);
            session.Reply(Replies.TextTooLong.With(text.Length, max));
            return false;
        }

        if (MayTell(recipients))
            return true;
        session.Chat.MessageCounts.AddNotAdmitted(AdmissionRefusal.Rate);
        return false;
    }

    /// <summary>Checks whether a notification to other users may be sent. If not, replies with the reason.</summary>
    /// <param name="recipients">Number of recipients. It counts as one message for each, and at least as one message.</param>
    public bool MayTell(int recipients)
    {
        Rate rate = session.AppServer.MessageRate;
        if (rate.IsOff || session.User is not { } user || session.Chat.TryTakeRate(user, rate, Environment.TickCount64, Math.Max(1, recipients), out long wait))
            return true;
        session.Reply(Replies.TooManyMessages.With(rate.PerSecond, InSeconds(wait)));
        return false;
    }

    /// <summary>Checks whether a login may be tried. If not, replies with the reason.</summary>
    public bool MayLogIn()
    {
        if (_addresses == null || _addresses.TryLogIn(session.Origin, Environment.TickCount64, out long wait))
            return true;
        session.Reply(Replies.TooManyLogins.With(session.AppServer.Options.AddressLimits.LoginsPerSecond, InSeconds(wait)));

        // At most one log line a second for each connection, however fast a client tries.
        if (session.RestAfterRefusal > TimeSpan.Zero)
            session.HoldRequests(Task.Delay(session.RestAfterRefusal));
        return false;
    }

    /// <summary>Counts work that the client caused. Beyond the rate, the server delays the client's next requests.</summary>
    /// <param name="lines">The cost, in typical lines.</param>
    public void CountCommand(int lines = 1)
    {
        Rate rate = session.AppServer.CommandRate, rateOfAddress = session.AppServer.AddressCommandRate;
        if (rate.IsOff && rateOfAddress.IsOff)
            return;
        long now = Environment.TickCount64;
        long early = rate.IsOff ? 0 : _commands.Take(rate, now, lines);
        long earlyOfAddress = rateOfAddress.IsOff ? 0 : _commandsOfAddress?.Take(rateOfAddress, now, lines) ?? 0;
        if (early > 0)
            Pace(early, "it sent", "commandsPerSecond", rate);
        else if (earlyOfAddress > 0)
            Pace(earlyOfAddress, "its address sent", "commandsPerSecondPerAddress", rateOfAddress);
    }

    /// <summary>Counts a long reply: every 256 characters cost as much as a line of the client.</summary>
    /// <param name="length">Its length in characters.</param>
    public void CountReply(int length)
    {
        if (length >= CharactersOfCommand)
            CountCommand(length / CharactersOfCommand);
    }

    /// <summary>Closes the session if it missed the deadline for the login or for reading. Called about once a second, by one thread at a time.</summary>
    public void CloseIfOverdue()
    {
        SessionLimits limits = Limits;
        if (limits.LoginTimeOut > TimeSpan.Zero && !session.IsLoggedIn && Environment.TickCount64 - _startedAt >= limits.LoginTimeOut.TotalMilliseconds)
        {
            CloseOverdue(Replies.LoginTooLate, limits.LoginTimeOut, "nobody logged in within {0} s (loginTimeOut)");
        }
        else if (limits.SlowReaderTimeOut > TimeSpan.Zero && session.GetSendStall() >= limits.SlowReaderTimeOut)
        {
            CloseOverdue(Replies.ReadTooSlowly, limits.SlowReaderTimeOut, "its peer took nothing of what waits for it for {0} s (slowReaderTimeOut)");
        }
    }

    /// <summary>
    /// Counts the session for its address. If the address is banned or has too many sessions, closes the session. The client then gets only the reason.
    /// </summary>
    /// <returns>Whether it may stay.</returns>
    public bool TryEnterFromAddress()
    {
        // A session over UDP was not counted at accept, because it has no connection.
        if (session.Chat.FindBan(session.RemoteEndPoint.Address) != null)
        {
            session.CloseWith(CloseReason.ServerClosing, Replies.Banned);
            return false;
        }

        AddressTable addresses = session.AppServer.Addresses;
        if (addresses.TryEnter(session.Origin))
        {
            _addresses = addresses;
            _commandsOfAddress = addresses.CommandsOf(session.Origin);
            return true;
        }

        int max = session.AppServer.Options.AddressLimits.MaxConnections;
        session.GetLog().TooManyOfAddress(max);
        session.CloseWith(CloseReason.ServerClosing, Replies.TooManyConnections.With(max));
        return false;
    }

    /// <summary>The session has ended.</summary>
    public void LeaveAddress() => _addresses?.Leave(session.Origin, Environment.TickCount64);

    private void Pace(long milliseconds, string who, string option, Rate rate)
    {
        if (!_isPaced)
            session.GetLog().ReadMoreSlowly(who, rate.PerSecond, option);
        _isPaced = true;
        session.HoldRequests(Task.Delay(TimeSpan.FromMilliseconds(Math.Max(milliseconds, MinHold))));
    }

    private void CloseOverdue(ReplyDefinition<long> notice, TimeSpan limit, string reason)
    {
        int seconds = (int)limit.TotalSeconds;
        if (session.Logger.IsInfoEnabled)
            session.GetLog().ClosedAsOverdue(string.Format(CultureInfo.InvariantCulture, reason, seconds));
        session.CloseWith(CloseReason.TimeOut, notice.With(seconds));
    }

    private static long InSeconds(long milliseconds) => (milliseconds + 999) / 1000;
}
