using ChatServer.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChatServer.Core;

/// <summary>Periodically expires messages that are unconfirmed for too long. Stops when it is disposed.</summary>
public sealed partial class MessageAging : IAsyncDisposable
{
    private const int MaxAtOnce = 10_000;

    private static readonly TimeSpan MinPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPeriod = TimeSpan.FromMinutes(1);

    // How often the age clock is stored. A crash loses at most this much of the age of all messages, so messages are kept longer.
    private static readonly TimeSpan KeepPeriod = TimeSpan.FromHours(1);

    private readonly ChatService _chat;
    private readonly IStore _store;
    private readonly TimeSpan _maxAge;
    private readonly ILogger _log;
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    /// <summary>Starts the periodic check.</summary>
    /// <param name="chat">The service whose messages expire.</param>
    /// <param name="store">The store of the service.</param>
    /// <param name="maxAge">Maximum age of an unconfirmed message. Greater than zero.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Receives the number of expired messages.</param>
    public MessageAging(ChatService chat, IStore store, TimeSpan maxAge, TimeProvider time, ILogger log)
    {
        _chat = chat;
        _store = store;
        _maxAge = maxAge;
        _log = log;
        _timer = new PeriodicTimer(PeriodOf(maxAge), time);
        _run = RunAsync();
    }

    /// <summary>Period of the check: a tenth of the maximum age, at least one second and at most one minute.</summary>
    /// <param name="maxAge">The maximum age.</param>
    public static TimeSpan PeriodOf(TimeSpan maxAge)
    {
        TimeSpan period = maxAge / 10;
        return period < MinPeriod ? MinPeriod : period > MaxPeriod ? MaxPeriod : period;
    }

    /// <summary>Stops. After that, no message expires.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _chat.KeepAge();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan sinceKept = TimeSpan.Zero;
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            if (!_store.EndsOldMessages)
                continue;
            try
            {
                await ExpireAsync().ConfigureAwait(false);
                sinceKept += _timer.Period;
                if (sinceKept < KeepPeriod)
                    continue;
                sinceKept = TimeSpan.Zero;
                _chat.KeepAge();
            }
            catch (Exception e)
            {
                LogFailure(_log, e);
            }
        }
    }

    private async Task ExpireAsync()
    {
        int all = 0;
        int some;
        do
        {
            some = _chat.ExpireOlderThan(_maxAge, MaxAtOnce);
            all += some;
            await _store.WhenReadyAsync().WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (some >= MaxAtOnce && !_stop.IsCancellationRequested);

        if (all == 1)
            LogOneExpired(_log, (long)_maxAge.TotalSeconds);
        else if (all > 1)
            LogExpired(_log, all, (long)_maxAge.TotalSeconds);
    }

    [LoggerMessage(3200, LogLevel.Information, "{Messages} messages expired because they were unconfirmed for {Seconds} s (maxAge).")]
    private static partial void LogExpired(ILogger log, int messages, long seconds);

    [LoggerMessage(3201, LogLevel.Information, "1 message expired because it was unconfirmed for {Seconds} s (maxAge).")]
    private static partial void LogOneExpired(ILogger log, long seconds);

    [LoggerMessage(3202, LogLevel.Error, "Expiring old messages failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception e);
}
