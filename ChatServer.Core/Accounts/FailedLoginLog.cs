using System.Collections.Concurrent;
using System.Net;
using ChatServer.Core.Limits;
using Microsoft.Extensions.Logging;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Writes failed logins to the log, for people and for programs that block addresses. At most one line a second for each address, and a bounded number for all
/// addresses, so that password guessing does not fill the disk. The next line states how many were omitted. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed partial class FailedLoginLog(TimeProvider time)
{
    private const int MaxLinesPerSecond = 50;
    private const int MaxAddresses = 10_000;

    private readonly ConcurrentDictionary<AddressBlock, long> _lastLines = new();
    private long _leftOut;
    private long _second = -1;
    private int _linesInSecond;

    /// <summary>Adds a failed login or a failed change of a password.</summary>
    /// <param name="what">The command: <c>Login</c> or <c>Passwd</c>.</param>
    /// <param name="id">The user's id, without spaces and control characters.</param>
    /// <param name="client">The address of the client.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="log">Receives the line.</param>
    public void Add(string what, string id, IPAddress client, string reason, ILogger log)
    {
        if (!log.IsEnabled(LogLevel.Warning))
            return;
        if (!MayWrite(AddressBlock.Of(client)))
        {
            Interlocked.Increment(ref _leftOut);
            return;
        }

        IPAddress address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        long leftOut = Interlocked.Exchange(ref _leftOut, 0);
        if (leftOut == 0)
            LogFailure(log, what, id, address, reason);
        else
            LogFailureAfterOthers(log, what, id, address, reason, leftOut);
    }

    [LoggerMessage(3000, LogLevel.Warning, "{Command} of {User} from {Remote} failed: {Reason}.", SkipEnabledCheck = true)]
    private static partial void LogFailure(ILogger log, string command, string user, IPAddress remote, string reason);

    [LoggerMessage(3001, LogLevel.Warning,
        "{Command} of {User} from {Remote} failed: {Reason} ({LeftOut} other failures are not in the log).", SkipEnabledCheck = true)]
    private static partial void LogFailureAfterOthers(ILogger log, string command, string user, IPAddress remote, string reason, long leftOut);

    private bool MayWrite(AddressBlock address)
    {
        long now = time.GetTimestamp() / time.TimestampFrequency;
        if (_lastLines.TryGetValue(address, out long last) && last == now)
            return false;

        // Threads that come here at the same moment when a second ends can write a few more lines.
        if (Interlocked.Exchange(ref _second, now) != now)
            Volatile.Write(ref _linesInSecond, 0);
        if (Interlocked.Increment(ref _linesInSecond) > MaxLinesPerSecond)
            return false;
        if (_lastLines.Count >= MaxAddresses)
            _lastLines.Clear();
        _lastLines[address] = now;
        return true;
    }
}
