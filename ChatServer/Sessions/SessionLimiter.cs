using System.Globalization;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <summary>What one connection may do: how fast it may send, how long it may wait, and what its address may have.</summary>
/// <param name="session">The connection.</param>
internal sealed class SessionLimiter(ChatSession session)
{
    // A session over its rate is read again after so long at least, so that it costs few timers.
    private const int MinHold = 50;

    // A reply of this length costs as much as a line of the client.
    private const int CharactersOfCommand = 256;

    private readonly long _startedAt = Environment.TickCount64;
    private RateMeter _commands;
    private SharedRateMeter? _commandsOfAddress;
    private AddressTable? _addresses;
    private bool _isPaced;

    private SessionLimits Limits => session.AppServer.Options.SessionLimits;

    /// <summary>Whether a message may be sent; replies if not.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="recipients">To how many it goes: it counts as so many.</param>
    public bool MaySend(string text, int recipients)
    {
        if (text.Length > Limits.MaxTextLength)
        {
            session.Chat.MessageCounts.AddNotAdmitted(AdmissionRefusal.TextTooLong);
            session.Reply(Replies.TextTooLong.With(text.Length, Limits.MaxTextLength));
            return false;
        }

        if (MayTell(recipients))
            return true;
        session.Chat.MessageCounts.AddNotAdmitted(AdmissionRefusal.Rate);
        return false;
    }

    /// <summary>Whether something may be said to others; replies if not.</summary>
    /// <param name="recipients">To how many: it counts as so many messages, and as one at least.</param>
    public bool MayTell(int recipients)
    {
        Rate rate = session.AppServer.MessageRate;
        if (rate.IsOff || session.User is not { } user || session.Chat.TryTakeRate(user, rate, Environment.TickCount64, Math.Max(1, recipients), out long wait))
            return true;
        session.Reply(Replies.TooManyMessages.With(rate.PerSecond, InSeconds(wait)));
        return false;
    }

    /// <summary>Whether somebody may try to log in; replies if not.</summary>
    public bool MayLogIn()
    {
        if (_addresses == null || _addresses.TryLogIn(session.Origin, Environment.TickCount64, out long wait))
            return true;
        session.Reply(Replies.TooManyLogins.With(session.AppServer.Options.AddressLimits.LoginsPerSecond, InSeconds(wait)));

        // However fast it tries: one line a second on each connection.
        if (session.RestAfterRefusal > TimeSpan.Zero)
            session.HoldRequests(Task.Delay(session.RestAfterRefusal));
        return false;
    }

    /// <summary>Counts something that the client made the server do. Beyond the rate, what the client sends next waits.</summary>
    /// <param name="lines">What it costs, in usual lines.</param>
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

    /// <summary>Counts a reply that is long enough to cost as much as lines of the client.</summary>
    /// <param name="length">Its length in characters.</param>
    public void CountReply(int length)
    {
        if (length >= CharactersOfCommand)
            CountCommand(length / CharactersOfCommand);
    }

    /// <summary>Closes the session if it should have logged in, or read, by now. Called about once a second, by one thread at a time.</summary>
    public void CloseIfOverdue()
    {
        if (Limits.LoginTimeOut > TimeSpan.Zero && !session.IsLoggedIn && Environment.TickCount64 - _startedAt >= Limits.LoginTimeOut.TotalMilliseconds)
        {
            CloseOverdue(Replies.LoginTooLate, Limits.LoginTimeOut, "nobody logged in within {0} s (loginTimeOut)");
        }
        else if (Limits.SlowReaderTimeOut > TimeSpan.Zero && session.GetSendStall() >= Limits.SlowReaderTimeOut)
        {
            CloseOverdue(Replies.ReadTooSlowly, Limits.SlowReaderTimeOut, "its peer took nothing of what waits for it for {0} s (slowReaderTimeOut)");
        }
    }

    /// <summary>Counts the session for its address. Closes it if the address has too many, without a welcome and without a word on what else may be.</summary>
    /// <returns>Whether it may stay.</returns>
    public bool TryEnterFromAddress()
    {
        // A session over UDP was not accepted as a connection.
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
