using System.Globalization;
using ChatServer.Core.Limits;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <content>What one connection may do.</content>
public partial class ChatSession
{
    // A session over its rate is read again after so long at least, so that it costs few timers.
    private const int ShortestHold = 50;

    // What is said at such a length costs as much as a line of the client.
    private const int CharactersOfCommand = 256;

    /// <summary>After a refused login, so that a pause of a second is over: a little more.</summary>
    internal virtual TimeSpan RestAfterRefusal => TimeSpan.FromMilliseconds(1050);

    private readonly long _startedAt = Environment.TickCount64;
    private RateMeter _commands;
    private SharedRateMeter? _commandsOfAddress;
    private AddressTable? _addresses;
    private bool _isPaced;

    /// <summary>Where the session comes from, for all that is counted by address.</summary>
    internal virtual AddressBlock Origin => AddressBlock.Of(RemoteEndPoint.Address);

    private SessionLimits Limits => AppServer.Options.SessionLimits;

    /// <summary>Whether a message may be sent; answers if not.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="recipients">To how many it goes: it counts as so many.</param>
    public bool MaySend(string text, int recipients)
    {
        if (text.Length > Limits.MaxTextLength)
        {
            Answer(AnswerCode.TextTooLong, text.Length, Limits.MaxTextLength);
            return false;
        }

        return MayTell(recipients);
    }

    /// <summary>Whether something may be said to others; answers if not.</summary>
    /// <param name="recipients">To how many: it counts as so many messages, and as one at least.</param>
    public bool MayTell(int recipients)
    {
        Rate rate = AppServer.MessageRate;
        if (rate.IsOff || User is not { } user || Chat.TryTakeRate(user, rate, Environment.TickCount64, Math.Max(1, recipients), out long wait))
            return true;
        Answer(AnswerCode.TooManyMessages, rate.PerSecond, InSeconds(wait));
        return false;
    }

    /// <summary>Whether somebody may try to log in; answers if not.</summary>
    public bool MayLogIn()
    {
        if (_addresses == null || _addresses.TryLogIn(Origin, Environment.TickCount64, out long wait))
            return true;
        Answer(AnswerCode.TooManyLogins, AppServer.Options.AddressLimits.LoginsPerSecond, InSeconds(wait));

        // However fast it tries: one line a second on each connection.
        if (RestAfterRefusal > TimeSpan.Zero)
            HoldRequests(Task.Delay(RestAfterRefusal));
        return false;
    }

    /// <summary>Counts something that the client made the server do. Beyond the rate, what the client sends next waits.</summary>
    /// <param name="lines">What it costs, in usual lines.</param>
    internal void CountCommand(int lines = 1)
    {
        Rate rate = AppServer.CommandRate, rateOfAddress = AppServer.AddressCommandRate;
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

    /// <summary>Closes the session if it should have logged in, or read, by now. Called about once a second, by one thread at a time.</summary>
    internal void CloseIfOverdue()
    {
        if (Limits.LoginTimeOut > TimeSpan.Zero && !IsLoggedIn && Environment.TickCount64 - _startedAt >= Limits.LoginTimeOut.TotalMilliseconds)
        {
            CloseOverdue(AnswerCode.LoginTooLate, Limits.LoginTimeOut, "nobody logged in within {0} s (loginTimeOut)");
        }
        else if (Limits.SlowReaderTimeOut > TimeSpan.Zero && MeasureSendStall() >= Limits.SlowReaderTimeOut)
        {
            CloseOverdue(AnswerCode.ReadTooSlowly, Limits.SlowReaderTimeOut, "its peer took nothing of what waits for it for {0} s (slowReaderTimeOut)");
        }
    }

    // Without a welcome and without a word on what else might be.
    private bool TryEnterFromAddress()
    {
        AddressTable addresses = AppServer.Addresses;
        if (addresses.TryEnter(Origin))
        {
            _addresses = addresses;
            _commandsOfAddress = addresses.CommandsOf(Origin);
            return true;
        }

        int most = AppServer.Options.AddressLimits.MaxConnections;
        if (Logger.IsInfoEnabled)
            Logger.Info(this, $"The session is closed because its address has {most} others (maxConnectionsPerAddress).");
        Notice(AnswerCode.TooManyConnections, most);
        Close();
        return false;
    }

    private void LeaveAddress() => _addresses?.Leave(Origin, Environment.TickCount64);

    private void Pace(long milliseconds, string who, string option, Rate rate)
    {
        if (!_isPaced && Logger.IsInfoEnabled)
            Logger.Info(this, $"The session is read more slowly because {who} more than {rate.PerSecond} lines a second ({option}).");
        _isPaced = true;
        HoldRequests(Task.Delay(TimeSpan.FromMilliseconds(Math.Max(milliseconds, ShortestHold))));
    }

    private void CloseOverdue(AnswerCode notice, TimeSpan limit, string reason)
    {
        int seconds = (int)limit.TotalSeconds;
        if (Logger.IsInfoEnabled)
            Logger.Info(this, "The session is closed because " + string.Format(CultureInfo.InvariantCulture, reason, seconds) + ".");
        Notice(notice, seconds);
        base.Close(CloseReason.TimeOut);
    }

    private static long InSeconds(long milliseconds) => (milliseconds + 999) / 1000;
}
