using ChatServer.Client.Internal;

namespace ChatServer.Client;

/// <content>The link: connecting, connecting again, and the end.</content>
public sealed partial class ChatClient
{
    private static readonly TimeSpan MaxAskedPause = TimeSpan.FromMinutes(10);

    private readonly ServerList _servers;
    private readonly Dialer _dialer;
    private readonly Backoff _backoff;

    private async Task RunAsync(TaskCompletionSource online)
    {
        Exception? reason = null;
        foreach (Uri exposed in _options.Servers.Where(ChatClientOptions.ExposesPassword))
            _log.PasswordInPlainText(Id, exposed);
        try
        {
            do
            {
                reason = await RunLinkAsync(online).ConfigureAwait(false);
                _outbox.OnLinkEnded();
            }
            while (await MayTryAgainAsync(reason, online.Task.IsCompleted).ConfigureAwait(false));
        }
        catch (Exception) when (_lifetime.IsCancellationRequested)
        {
            // Whatever it says: connecting that is interrupted may fail in other ways than by being cancelled.
            reason = null;
        }
        catch (Exception e)
        {
            _log.Failed(Id, e);
            reason = e;
        }

        OnClosed(reason, online);
    }

    // One link, from connecting to its end. Returns why it has ended, or was not there at all.
    private async Task<Exception> RunLinkAsync(TaskCompletionSource online)
    {
        try
        {
            using ILink link = await _dialer.ConnectAsync(_lifetime.Token).ConfigureAwait(false);
            long start = _time.GetTimestamp();
            _inbox.OnLoggedIn();
            _outbox.OnLoggedIn(Operation.OfLink("Receipt", ("value", _options.ReportDeliveries ? "all" : "on")));
            _state = ChatState.Online;
            _servers.OnOnline();
            _log.Online(Id, _servers.Current);
            Tell(new StateChanged(ChatState.Online, TimeSpan.Zero, null));
            online.TrySetResult();
            var loop = new LinkLoop(link, _options with { Server = _servers.Current }, _outbox, ReceiveAsync, OnReply, _log);
            Exception reason = await loop.RunAsync(_lifetime.Token).ConfigureAwait(false);
            _backoff.OnLinkEnded(_time.GetElapsedTime(start));
            if (reason is LinkException { IsLineTooLong: true })
                _outbox.FailLongest(new ChatException(ChatError.LineTooLong, reason.Message));
            return reason;
        }
        catch (Exception e) when (!_lifetime.IsCancellationRequested)
        {
            return e;
        }
    }

    // A server that asks for more time than this, and not only a hostile one, is asked again after this time.
    private TimeSpan Asked(ChatException? said)
    {
        TimeSpan max = _options.MaxPause > MaxAskedPause ? _options.MaxPause : MaxAskedPause;
        TimeSpan asked = said?.RetryAfter ?? TimeSpan.Zero;
        return asked < max ? asked : max;
    }

    // Before the first login, each server is tried once.
    private async Task<bool> MayTryAgainAsync(Exception reason, bool wasOnline)
    {
        var said = reason as ChatException;
        if (said is { Error: ChatError.Kicked } && _dialer.TryExplainKick())
            _log.StrayLogin(Id);
        else if (said is { IsFinal: true })
            return false;

        // A link that was lost is followed by a pause, so that not all clients of a server that has died come at once. The next server of a round is tried
        // without one, unless the server asks for it.
        Uri server = _servers.Current;
        bool isNew = _servers.MoveOn();
        if (!wasOnline && !isNew)
            return false;
        TimeSpan asked = Asked(said);
        TimeSpan pause = isNew && _state != ChatState.Online ? asked : _backoff.Next(asked);
        _state = ChatState.Reconnecting;
        _log.Reconnecting(Id, server, pause.TotalSeconds, reason.Message);
        if (wasOnline)
            Tell(new StateChanged(ChatState.Reconnecting, pause, reason));
        await Task.Delay(pause, _time, _lifetime.Token).ConfigureAwait(false);
        return true;
    }

    private void OnClosed(Exception? reason, TaskCompletionSource online)
    {
        _state = ChatState.Closed;
        if (reason == null)
            _log.Closed(Id);
        else
            _log.Refused(Id, reason.Message);
        Exception told = reason switch
        {
            null => new ObjectDisposedException(nameof(ChatClient)),
            ChatException => reason,
            _ => new ChatException(
                ChatError.Unreachable, $"No chat server can be used at {string.Join(", ", _options.Servers)}: {Deepest(reason).Message}", reason),
        };
        _outbox.Fail(told);
        _inbox.Close(reason == null ? null : told);
        Tell(new StateChanged(ChatState.Closed, TimeSpan.Zero, reason == null ? null : told));
        _events.Writer.TryComplete();

        // Whoever has cancelled the first login does not look at it any more.
        if (online.TrySetException(told))
            _ = online.Task.Exception;
    }

    // What the system says about sockets and certificates is below what is said about WebSockets.
    private static Exception Deepest(Exception e) => e.InnerException is { } inner ? Deepest(inner) : e;

    private void Tell(ChatEvent chatEvent) => _events.Writer.TryWrite(chatEvent);
}
