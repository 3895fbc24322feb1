using System.Diagnostics;
using System.Globalization;
using ChatServer.Client;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Talk;

/// <content>What comes in.</content>
internal sealed partial class TalkSession
{
    private const int MaxTraced = 100;
    private const string NoMark = "    ";

    private long _attemptAt;
    private bool _isLost;

    private static string Time(DateTimeOffset time) => time.LocalDateTime.ToString("HH:mm ", CultureInfo.InvariantCulture);

    // A message is confirmed when the next one is asked for: then it was drawn.
    private async Task ReadMessagesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ChatMessage message in _client.Messages.WithCancellation(cancellationToken))
            {
                Show(message);
                Draw();
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        catch (ChatException)
        {
            // The notifications report it too.
        }
    }

    private async Task ReadEventsAsync()
    {
        await foreach (ChatEvent chatEvent in _client.Events)
        {
            switch (chatEvent)
            {
                case StateChanged state:
                    OnState(state);
                    break;
                case MessageDelivered delivered:
                    _away.Remove(delivered.To);
                    _own.Update(delivered.Id, OwnState.Delivered);
                    break;
                case MessageConfirmed confirmed:
                    _own.Update(confirmed.Id, OwnState.Read);
                    break;
                case MessageExpired expired:
                    _own.Update(expired.Id, OwnState.Failed);
                    Note(_words.Expired(new Recipient(expired.To, expired.IsToGroup).ToString()), Tone.Error);
                    break;
                case MessageRecalled recalled:
                    Note(_words.Recalled(recalled.From));
                    break;
                case AccountCreated created:
                    Note(_words.AccountCreated(created.Id), Tone.Notice);
                    break;
                case MemberJoined joined:
                    Note(_words.MemberJoined(joined.Group, joined.Id));
                    break;
                case MemberLeft left:
                    Note(_words.MemberLeft(left.Group, left.Id));
                    break;
            }
        }
    }

    private void Show(ChatMessage message)
    {
        string from = message.From == ChatMessage.Server ? _words.TheServer : message.From;
        string group = message.Group == null ? string.Empty : " #" + message.Group;
        string day = message.Time.LocalDateTime.Date == DateTime.Today ? string.Empty : message.Time.LocalDateTime.ToString("(yyyy-MM-dd) ", CultureInfo.InvariantCulture);
        _screen.Add(new Entry(
            new Span(Time(message.Time) + NoMark, Tone.Quiet), new Span(from + group + ": ", Tone.Name), new Span(day, Tone.Quiet), new Span(message.Text)));
    }

    private void OnState(StateChanged chatEvent)
    {
        switch (chatEvent.State)
        {
            case ChatState.Reconnecting:
                _attemptAt = Stopwatch.GetTimestamp() + (long)(chatEvent.Pause.TotalSeconds * Stopwatch.Frequency);
                if (!_isLost)
                    Note(_words.Lost(chatEvent.Reason?.Message ?? string.Empty), Tone.Notice);
                _isLost = true;
                break;
            case ChatState.Online when _isLost:
                _isLost = false;
                Note(_words.OnlineAgain, Tone.Good);
                Start(TraceUnreadAsync);
                break;
            case ChatState.Closed when chatEvent.Reason != null:
                _reason = chatEvent.Reason as ChatException ?? new ChatException(ChatError.Failed, chatEvent.Reason.Message, chatEvent.Reason);
                _end.Cancel();
                break;
        }
    }

    private string State()
    {
        if (_client.State != ChatState.Reconnecting)
            return _words.Online;
        int seconds = (int)Math.Ceiling((_attemptAt - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency);
        return seconds > 0 ? _words.ReconnectingIn(seconds) : _words.ConnectingAgain;
    }

    // Notifications of the time without a link are lost.
    private async Task TraceUnreadAsync()
    {
        foreach (OwnMessage message in _own.Unread.TakeLast(MaxTraced).ToArray())
        {
            MessageTrace? trace = await _client.TraceAsync(message.Id!.Value, _end.Token);
            if (trace is { State: MessageState.Confirmed })
                _own.Update(trace.Id, OwnState.Read);
            else if (trace is { State: MessageState.Expired or MessageState.Recalled })
                _own.Update(trace.Id, OwnState.Failed);
            else if (trace is { Deliveries: > 0, IsToGroup: false })
                _own.Update(trace.Id, OwnState.Delivered);
        }
    }
}
