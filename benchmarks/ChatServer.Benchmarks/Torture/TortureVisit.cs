using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ChatServer.Benchmarks.Clients;

namespace ChatServer.Benchmarks.Torture;

/// <summary>One connection of a user, from login to its end: sends for the user, and tells the model what comes.</summary>
internal sealed class TortureVisit : IDisposable
{
    // Commands whose answers are still to come.
    private const int MaxAwaited = 64;

    private readonly LineClient _client = new();
    private readonly MessageModel _model;
    private readonly TortureText _text;
    private readonly Violations _violations;
    private readonly VisitTarget _target;
    private readonly VisitRecord _record;
    private readonly ConcurrentQueue<TracedMessage> _awaited = new();
    private readonly ConcurrentQueue<TracedMessage> _unconfirmed = new();
    private readonly SemaphoreSlim _room = new(MaxAwaited);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private Task _reading = Task.CompletedTask;
    private bool _receipts = true;
    private volatile bool _isLeaving;
    private volatile bool _hasGivenUp;
    private bool _saidGoodbye;
    private volatile bool _hasSentWithoutReceipt;

    // Refusals of messages without receipts look like those of others, so answers are not counted any more.
    private bool _hasLostCount;

    public TortureVisit(int user, MessageModel model, TortureText text, Violations violations, VisitTarget target)
    {
        _model = model;
        _text = text;
        _violations = violations;
        _target = target;
        _record = model.Begin(user, target.Server);
    }

    /// <summary>Whether the connection has ended, or the user no longer waits for the server.</summary>
    public bool HasEnded => _hasGivenUp || _ended.IsCancellationRequested;

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>How many messages came that the user has not asked to confirm.</summary>
    public int Unconfirmed => _unconfirmed.Count;

    /// <summary>Whether the user has receipts on; at first it has.</summary>
    public bool HasReceipts => _receipts;

    /// <summary>Whether the server said that it cannot log anybody in at the moment.</summary>
    public bool IsRefused { get; private set; }

    private bool MayFail => _target.MayFail();

    private string User => TortureText.UserId(_record.User);

    /// <summary>Connects, logs in, and waits until everything has come that waited.</summary>
    /// <returns>Whether it has; not so when the server may fail, or does not do what it should.</returns>
    public async Task<bool> LogInAsync()
    {
        try
        {
            await _client.ConnectAsync(_target.EndPoint).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            _ended.Cancel();
            if (!MayFail)
                Violate($"could not connect: {e.Message}");
            return false;
        }

        _reading = ReadAsync();
        await _room.WaitAsync().ConfigureAwait(false);
        TracedMessage marker = _model.SendMarker(_record);
        _awaited.Enqueue(marker);
        if (await SendAsync($"{ServerLine.SpeakEnglish}Check {User} secret\r\nReceipt on\r\n{ChatCommand(marker)}").ConfigureAwait(false))
            await EndOf(_complete.Task, "did not get everything that was stored before its login").ConfigureAwait(false);
        return _complete.Task.IsCompletedSuccessfully;
    }

    /// <summary>Turns receipts off or on.</summary>
    public Task ToggleReceiptsAsync()
    {
        _receipts = !_receipts;
        return SendAsync(_receipts ? "Receipt on\r\n" : "Receipt off\r\n");
    }

    /// <summary>Sends messages, once the server has answered enough of those before.</summary>
    public async Task ChatAsync(IEnumerable<int> recipients)
    {
        var lines = new StringBuilder();
        foreach (int to in recipients)
        {
            // What is in the batch must go before we wait for its answers.
            if (_receipts && !_room.Wait(0))
            {
                await SendAsync(lines.ToString()).ConfigureAwait(false);
                lines.Clear();
                if (!await WaitForRoomAsync().ConfigureAwait(false))
                    return;
            }

            TracedMessage message = _model.Send(_record, to, _receipts);
            if (_receipts)
                _awaited.Enqueue(message);
            else
                _hasSentWithoutReceipt = true;
            lines.Append(ChatCommand(message));
        }

        await SendAsync(lines.ToString()).ConfigureAwait(false);
    }

    /// <summary>Asks to confirm some of what came, the oldest first, and leaves out some.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="leaveOut">Decides what is left out; it stays unconfirmed until the next login.</param>
    public async Task ConfirmAsync(int most, Func<bool> leaveOut)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < most && _unconfirmed.TryDequeue(out TracedMessage? message); i++)
        {
            if (leaveOut())
                continue;
            _model.OnConfirm(_record, message, _receipts);
            lines.Append("Confirm ").Append(message.Id!.Value).Append("\r\n");
        }

        if (lines.Length > 0)
            await SendAsync(lines.ToString()).ConfigureAwait(false);
    }

    /// <summary>What came and was not confirmed, without the marker.</summary>
    public IEnumerable<Guid> GetUnconfirmed() => _unconfirmed.Where(message => message != _record.Marker).Select(message => message.Id!.Value);

    /// <summary>Asks to confirm the marker.</summary>
    public Task ConfirmMarkerAsync()
    {
        if (!_complete.Task.IsCompletedSuccessfully)
            return Task.CompletedTask;
        _model.OnConfirm(_record, _record.Marker!);
        return SendAsync($"Confirm {_record.Marker!.Id}\r\n");
    }

    /// <summary>Says goodbye and waits for the end: by then every command must have been answered.</summary>
    public async Task QuitAsync()
    {
        _isLeaving = true;
        await SendAsync("Quit\r\n").ConfigureAwait(false);
        await EndOf(_reading, "got no end of its connection after Quit").ConfigureAwait(false);
        if ((!_saidGoodbye && MayFail) || _hasLostCount)
        {
            await VanishAsync().ConfigureAwait(false);
            return;
        }

        _model.OnQuit(_record);
        if (!_awaited.IsEmpty)
            Violate($"got no answer to {_awaited.Count} of its messages before the connection ended after Quit");
        _model.OnEnded(_record, isClean: true);
    }

    /// <summary>Closes the connection without a word.</summary>
    public async Task VanishAsync()
    {
        _isLeaving = true;
        _client.Dispose();
        await _reading.ConfigureAwait(false);
        _model.OnEnded(_record, isClean: false);
    }

    /// <summary>Waits until the server has ended the connection and everything that it said has been read.</summary>
    public async Task EndedAsync()
    {
        await EndOf(_reading, "still has a connection to a server that has ended").ConfigureAwait(false);
        _model.OnEnded(_record, isClean: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _room.Dispose();
    }

    private string ChatCommand(TracedMessage message)
        => $"Chat {TortureText.UserId(message.To)} {_text.Compose(message.From, message.To, message.Sequence)}\r\n";

    private async Task<bool> SendAsync(string lines)
    {
        try
        {
            return await _client.SendAsync(lines).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            GiveUp(e.Message);
            _client.Dispose();
            return false;
        }
    }

    private async Task<bool> WaitForRoomAsync()
    {
        try
        {
            if (await _room.WaitAsync(_target.Patience, Ended).ConfigureAwait(false))
                return true;
            GiveUp($"got no receipt for {_target.Patience.TotalSeconds} s, and waits for {_awaited.Count}");
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }

        return false;
    }

    private async Task EndOf(Task task, string otherwise)
    {
        try
        {
            await task.WaitAsync(_target.Patience, task == _reading ? CancellationToken.None : Ended).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            GiveUp(otherwise);
        }
        catch (OperationCanceledException)
        {
            // The connection has ended; the reader has said so.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _client.ReceiveAsync().ConfigureAwait(false) is string line)
                OnLine(line);
            if (!_isLeaving && !MayFail)
                Violate("was disconnected by the server");
        }
        catch (Exception e)
        {
            Violate($"failed: {e}");
        }
        finally
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private void OnLine(string line)
    {
        ServerLine parsed = ServerLine.Parse(line);
        if (parsed.Kind == ServerLineKind.NotOnDiskYet && _target.HasFailingStore && _model.OnConfirmationDelayed(_record, parsed.Id))
            return;
        if (_target.HasFailingStore && _hasSentWithoutReceipt && parsed.Kind is (ServerLineKind.NotStored or ServerLineKind.NotOnDiskYet))
            _hasLostCount = _hasGivenUp = true;
        switch (parsed.Kind)
        {
            case ServerLineKind.Message:
                OnMessage(parsed);
                break;
            case ServerLineKind.Stored when TakeAwaited(line) is TracedMessage message:
                _model.OnStored(message, parsed.Id, parsed.IsOnDisk);
                break;
            case ServerLineKind.NotStored when TakeAwaited(line) is TracedMessage message:
                _model.OnRefused(message);
                break;
            case ServerLineKind.NotOnDiskYet when TakeAwaited(line) is TracedMessage message:
                // It may be written later or never.
                if (!_target.HasFailingStore)
                    Violate($"was told '{line}' about {message}");
                break;
            case ServerLineKind.LoggedIn:
                _model.OnLoggedIn(_record);
                break;
            case ServerLineKind.NotLoggedIn when _target.HasFailingStore:
                IsRefused = true;
                _model.OnRefused(_record.Marker!);
                _complete.TrySetCanceled();
                break;
            case ServerLineKind.LogInFirst when IsRefused:
                break;
            case ServerLineKind.Kicked when _target.HasRivals:
                break;
            case ServerLineKind.Goodbye:
                _saidGoodbye = true;
                break;
            case ServerLineKind.Kicked or ServerLineKind.LogInFirst or ServerLineKind.NotLoggedIn:
                Violate($"was told '{line}'");
                break;
            case ServerLineKind.Confirmed:
                _model.OnConfirmed(_record, parsed.Id);
                break;
            case ServerLineKind.NoSuchMessage:
                _model.OnNoSuchMessage(_record, parsed.Id);
                break;
            case ServerLineKind.ConfirmedByRecipient:
                _model.OnConfirmedByRecipient(_record, parsed.User, parsed.Id);
                break;
            case ServerLineKind.Unknown:
                Violate($"got a line that it does not understand: '{line}'");
                break;
        }
    }

    private void OnMessage(in ServerLine line)
    {
        TracedMessage? message = _model.OnDelivered(_record, line.User, line.Text, line.Id);
        if (message != null)
            _unconfirmed.Enqueue(message);
        if (_record.IsComplete)
            _complete.TrySetResult();
    }

    private void GiveUp(string why)
    {
        _hasGivenUp = true;
        if (!MayFail)
            Violate(why);
    }

    private TracedMessage? TakeAwaited(string line)
    {
        if (_hasLostCount)
            return null;
        if (!_awaited.TryDequeue(out TracedMessage? message))
        {
            Violate($"got an answer to a message that it has not sent: '{line}'");
            return null;
        }

        _room.Release();
        return message;
    }

    private void Violate(string what) => _violations.Add($"run {_model.Run}: {User} {what}");
}
