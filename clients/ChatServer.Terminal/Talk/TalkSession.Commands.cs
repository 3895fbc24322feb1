using ChatServer.Client;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Talk;

/// <content>What somebody types.</content>
internal sealed partial class TalkSession
{
    // Recipients with waiting messages; reported once, until something changes.
    private readonly HashSet<string> _away = [];
    private readonly List<Task> _work = [];

    private void Do(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        _isLeaving &= line.StartsWith("/quit", StringComparison.OrdinalIgnoreCase);
        if (!line.StartsWith('/'))
        {
            Say(line);
            return;
        }

        (string command, string rest) = Split(line);
        switch (command.ToLowerInvariant())
        {
            case "/help":
                foreach (string help in _words.Help)
                    Note(help, Tone.Normal);
                break;
            case "/to":
                GoTo(rest);
                break;
            case "/say" when rest.Length > 0:
                Say(rest);
                break;
            case "/join" when GroupOf(rest) is { } group:
                Start(() => JoinAsync(group));
                break;
            case "/leave" when GroupOf(rest) is { } group:
                Start(() => LeaveGroupAsync(group));
                break;
            case "/who":
                Start(() => _questions.WhoAsync(rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
                break;
            case "/groups":
                Start(_questions.GroupsAsync);
                break;
            case "/members" when GroupOf(rest) is { } group:
                Start(() => _questions.MembersAsync(group));
                break;
            case "/pending":
                Start(async () => Note(_words.Pending((await _client.PendingAsync(_end.Token)).Count, _own.Unread.Count()), Tone.Normal));
                break;
            case "/trace":
                Start(() => TraceAsync(rest));
                break;
            case "/recall":
                Start(() => RecallAsync(rest));
                break;
            case "/block" when IsId(rest):
                Start(() => _questions.BlockAsync(rest));
                break;
            case "/unblock" when IsId(rest):
                Start(() => _questions.UnblockAsync(rest));
                break;
            case "/blocked":
                Start(_questions.BlockedAsync);
                break;
            case "/quit":
                Leave();
                break;
            case "/say":
                Note(_words.CommandNeeds("/say TEXT"), Tone.Error);
                break;
            case "/join" or "/leave" or "/members":
                Note(_words.CommandNeeds($"{command} GROUP"), Tone.Error);
                break;
            case "/block" or "/unblock":
                Note(_words.CommandNeeds($"{command} ID"), Tone.Error);
                break;
            default:
                Note(_words.UnknownCommand(command), Tone.Error);
                break;
        }
    }

    private static (string Word, string Remainder) Split(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, string.Empty) : (text[..space], text[space..].Trim());
    }

    private string? GroupOf(string rest)
    {
        if (rest.Length == 0)
            return _to is { IsGroup: true } current ? current.Name : null;
        return Recipient.Parse(rest)?.Name;
    }

    private void GoTo(string rest)
    {
        (string name, string text) = Split(rest);
        if (Recipient.Parse(name) is not { } to)
        {
            Note(_words.CommandNeeds("/to ID"), Tone.Error);
            return;
        }

        if (to != _to)
            Note(_words.NowTo(to.ToString()));
        _to = to;
        if (text.Length > 0)
            Say(text);
    }

    private void Say(string text)
    {
        if (_to == null)
        {
            Note(_words.ToWhom, Tone.Error);
            return;
        }

        var entry = new Entry(new Span(Time(DateTimeOffset.Now), Tone.Quiet), OwnMessages.Mark(OwnState.UnderWay), new Span($"> {_to}: ", Tone.Own), new Span(text));
        var message = new OwnMessage(_to, entry);
        _own.Add(message);
        _screen.Add(entry);
        Start(() => SendAsync(message, text));
    }

    private async Task SendAsync(OwnMessage message, string text)
    {
        try
        {
            string name = message.To.Name;
            SendReceipt receipt = message.To.IsGroup ? await _client.SayAsync(name, text) : await _client.SendAsync(name, text);
            _own.OnStored(message, receipt.Id);
            if (receipt.IsWaiting && _away.Add(name))
                Note(_words.Waits(name));
            if (receipt.NotFor.Count > 0)
                Note(_words.NotFor(string.Join(", ", receipt.NotFor)), Tone.Notice);
        }
        catch (ChatException) when (_client.State != ChatState.Closed)
        {
            // At the end it is unknown whether the server has it.
            _own.OnRefused(message);
            throw;
        }
    }

    private async Task JoinAsync(string group)
    {
        int members = await _client.JoinAsync(group, _end.Token);
        _to = new Recipient(group, IsGroup: true);
        Note(_words.Joined(group, members));
    }

    private async Task LeaveGroupAsync(string group)
    {
        await _client.LeaveAsync(group, _end.Token);
        if (_to == new Recipient(group, IsGroup: true))
            _to = null;
        Note(_words.Left(group));
    }

    private async Task TraceAsync(string rest)
    {
        Guid? id = rest.Length == 0 ? _own.LastId : Guid.TryParse(rest, out Guid parsed) ? parsed : null;
        MessageTrace? trace = id == null ? null : await _client.TraceAsync(id.Value, _end.Token);
        Note(trace == null ? _words.NoSuchMessage : _words.Trace(trace), trace == null ? Tone.Error : Tone.Normal);
    }

    private async Task RecallAsync(string rest)
    {
        Guid? id = rest.Length == 0 ? _own.LastId : Guid.TryParse(rest, out Guid parsed) ? parsed : null;
        int count = id == null ? 0 : await _client.RecallAsync(id.Value, _end.Token);
        if (count > 0)
            _own.Update(id!.Value, OwnState.Failed);
        Note(_words.TakenBack(count), count > 0 ? Tone.Normal : Tone.Error);
    }

    private static bool IsId(string text) => text.Length > 0 && !text.Contains(' ', StringComparison.Ordinal);

    // The tasks are kept until they end: RunAsync waits for them.
    private void Start(Func<Task> work)
    {
        _work.RemoveAll(task => task.IsCompleted);
        _work.Add(ShowErrorsAsync(work));
    }

    private async Task ShowErrorsAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || _end.IsCancellationRequested || _client.State == ChatState.Closed)
        {
            // Everything has ended; the reason is reported once.
        }
        catch (Exception e)
        {
            Note(e.Message, Tone.Error);
        }
    }
}
