using Microsoft.Extensions.Logging;

namespace ChatServer.Client.Internal;

/// <summary>One link after its login: reads, writes, and watches whether the server lives, until one of these ends.</summary>
internal sealed class LinkLoop(ILink link, ChatClientOptions options, Outbox outbox, Func<ServerLine, CancellationToken, ValueTask<bool>> onMessage, Action<ServerLine> onReply, ILogger log)
{
    /// <summary>Timeout for a reply while the server sends other lines, as a multiple of <see cref="ChatClientOptions.DeadAfter"/>.</summary>
    public const int ReplyTimeoutFactor = 4;

    private readonly TimeProvider _time = options.TimeProvider;
    private long _lastReceived = options.TimeProvider.GetTimestamp();
    private volatile bool _isPaused;
    private volatile int _pauses;

    /// <summary>Runs until the link ends.</summary>
    /// <returns>Why it has ended.</returns>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    public async Task<Exception> RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] all = [ReadAsync(end.Token), WriteAsync(end.Token), WatchAsync(end.Token)];
        Task first = await Task.WhenAny(all).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        link.Dispose();
        Exception reason = await Ended(first).ConfigureAwait(false);
        foreach (Task task in all)
        {
            // The last words of the server say more than that it cannot be written to any more.
            if (await Ended(task).ConfigureAwait(false) is ChatException said && reason is not ChatException)
                reason = said;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return reason;
    }

    private static async Task<Exception> Ended(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
            return new LinkException("The link has ended.");
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await link.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } bytes)
        {
            Volatile.Write(ref _lastReceived, _time.GetTimestamp());
            if (bytes.Span.Trim(" \r"u8).IsEmpty)
                continue;
            ServerLine line = ServerLine.Parse(bytes.Span);
            if (line.IsMessage)
                await ReadMessageAsync(line, cancellationToken).ConfigureAwait(false);
            else if (line.Tag == null && line.IsLastWords)
                throw line.ToException();
            else
                onReply(line);
        }

        throw new LinkException("The server ended the connection.");
    }

    // A link from which nothing is read is not watched: silence says nothing about the server then.
    private async ValueTask ReadMessageAsync(ServerLine line, CancellationToken cancellationToken)
    {
        ValueTask<bool> taken = onMessage(line, cancellationToken);
        if (taken.IsCompleted)
        {
            await taken.ConfigureAwait(false);
            return;
        }

        _isPaused = true;
        await taken.ConfigureAwait(false);
        Volatile.Write(ref _lastReceived, _time.GetTimestamp());
        _pauses++;
        _isPaused = false;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            List<Operation> batch = await outbox.TakeAsync(cancellationToken).ConfigureAwait(false);
            await link.WriteAsync([.. batch.Select(operation => operation.Line)], cancellationToken).ConfigureAwait(false);
        }
    }

    // A silent server is dead after DeadAfter. One that sends but does not reply may have much to send, and gets more time.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        TimeSpan replyTimeout = ReplyTimeoutFactor * options.DeadAfter;
        Operation? heartbeat = null;
        long sent = _time.GetTimestamp();
        int pauses = 0;
        while (true)
        {
            if (_isPaused || pauses != _pauses)
            {
                pauses = _pauses;
                sent = _time.GetTimestamp();
            }

            TimeSpan silent = _isPaused ? TimeSpan.Zero : _time.GetElapsedTime(Volatile.Read(ref _lastReceived));
            TimeSpan age = _time.GetElapsedTime(sent);
            bool isUnderWay = heartbeat is { Result.IsCompleted: false };
            if (silent >= options.DeadAfter || (isUnderWay && age >= replyTimeout))
            {
                log.DeadLink(options.Server, silent.TotalSeconds, isUnderWay ? age.TotalSeconds : 0);
                throw new LinkException($"The server has been silent for {silent.TotalSeconds:0.0} s, and has not answered for {age.TotalSeconds:0.0} s.");
            }

            if (!isUnderWay && age >= options.HeartbeatInterval)
            {
                heartbeat = Operation.OfLink("HB");
                outbox.Enqueue(heartbeat);
                outbox.RepeatPostponed();
                sent = _time.GetTimestamp();
                age = TimeSpan.Zero;
                isUnderWay = true;
            }

            TimeSpan untilReply = (isUnderWay ? replyTimeout : options.HeartbeatInterval) - age;
            TimeSpan untilSilent = options.DeadAfter - silent;
            TimeSpan pause = untilReply < untilSilent ? untilReply : untilSilent;
            await Task.Delay(pause > TimeSpan.FromMilliseconds(1) ? pause : TimeSpan.FromMilliseconds(1), _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
