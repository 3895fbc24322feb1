using System.Diagnostics;
using System.Globalization;
using ChatServer.Client;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Talk;

/// <content>What comes in.</content>
internal sealed partial class TalkSession
{
    private const int MostTraced = 100;
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

    private async Task ReadNewsAsync()
    {
        await foreach (ChatEvent news in _client.Events)
        {
            switch (news)
            {
                case StateChanged state:
                    OnState(state);
                    break;
                case MessageDelivered delivered:
                    _away.Remove(delivered.To);
                    _own.OnNews(delivered.Id, OwnState.Delivered);
                    break;
                case MessageConfirmed confirmed:
                    _own.OnNews(confirmed.Id, OwnState.Read);
                    break;
                case MessageGivenUp givenUp:
                    _own.OnNews(givenUp.Id, OwnState.Failed);
                    Note(_words.GivenUp(new Recipient(givenUp.To, givenUp.IsToGroup).ToString()), Tone.Error);
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

    private void OnState(StateChanged news)
    {
        switch (news.State)
        {
            case ChatState.Reconnecting:
                _attemptAt = Stopwatch.GetTimestamp() + (long)(news.Pause.TotalSeconds * Stopwatch.Frequency);
                if (!_isLost)
                    Note(_words.Lost(news.Reason?.Message ?? string.Empty), Tone.Notice);
                _isLost = true;
                break;
            case ChatState.Online when _isLost:
                _isLost = false;
                Note(_words.OnlineAgain, Tone.Good);
                Start(TraceUnreadAsync);
                break;
            case ChatState.Closed when news.Reason != null:
                _reason = news.Reason as ChatException ?? new ChatException(ChatError.Failed, news.Reason.Message, news.Reason);
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
        foreach (OwnMessage message in _own.Unread.TakeLast(MostTraced).ToArray())
        {
            MessageTrace? trace = await _client.TraceAsync(message.Id!.Value, _end.Token);
            if (trace is { State: MessageState.Confirmed })
                _own.OnNews(trace.Id, OwnState.Read);
            else if (trace is { State: MessageState.GivenUp })
                _own.OnNews(trace.Id, OwnState.Failed);
            else if (trace is { Deliveries: > 0, IsToGroup: false })
                _own.OnNews(trace.Id, OwnState.Delivered);
        }
    }
}
