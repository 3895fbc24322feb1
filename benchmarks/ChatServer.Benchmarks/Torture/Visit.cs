using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ChatServer.Benchmarks.Clients;

namespace ChatServer.Benchmarks.Torture;

/// <summary>One connection of a user, from login to its end: sends for the user, and tells the model what comes.</summary>
internal sealed class Visit : IDisposable
{
    // Commands whose answers are still to come.
    private const int MaxAwaited = 64;

    // Only a broken server takes so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LineClient _client = new();
    private readonly MessageModel _model;
    private readonly TortureText _text;
    private readonly Violations _violations;
    private readonly RunState _run;
    private readonly VisitRecord _record;
    private readonly ConcurrentQueue<TracedMessage> _awaited = new();
    private readonly ConcurrentQueue<TracedMessage> _unconfirmed = new();
    private readonly SemaphoreSlim _room = new(MaxAwaited);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private Task _reading = Task.CompletedTask;
    private bool _receipts = true;
    private volatile bool _isLeaving;

    public Visit(int user, MessageModel model, TortureText text, Violations violations, RunState run)
    {
        _model = model;
        _text = text;
        _violations = violations;
        _run = run;
        _record = new VisitRecord(user);
    }

    /// <summary>Whether the connection has ended.</summary>
    public bool HasEnded => _ended.IsCancellationRequested;

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>How many messages came that the user has not asked to confirm.</summary>
    public int Unconfirmed => _unconfirmed.Count;

    /// <summary>Whether the user has receipts on; at first it has.</summary>
    public bool HasReceipts => _receipts;

    private string User => TortureText.UserId(_record.User);

    /// <summary>Connects, logs in, and waits until everything has come that waited.</summary>
    /// <returns>Whether it has; not so when the server is about to be ended, or does not do what it should.</returns>
    public async Task<bool> LogInAsync()
    {
        try
        {
            await _client.ConnectAsync(_run.Server).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            _ended.Cancel();
            if (!_run.IsEnding)
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

            TracedMessage message = _model.Send(_record.User, to, _receipts);
            if (_receipts)
                _awaited.Enqueue(message);
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

    /// <summary>Says goodbye and waits for the end: by then every command must have been answered.</summary>
    public async Task QuitAsync()
    {
        _isLeaving = true;
        await SendAsync("Quit\r\n").ConfigureAwait(false);
        await EndOf(_reading, "got no end of its connection after Quit").ConfigureAwait(false);
        if (_run.IsEnding)
            return;
        _model.OnQuit(_record);
        if (!_awaited.IsEmpty)
            Violate($"got no answer to {_awaited.Count} of its messages before the connection ended after Quit");
    }

    /// <summary>Closes the connection without a word.</summary>
    public async Task VanishAsync()
    {
        _isLeaving = true;
        _client.Dispose();
        await _reading.ConfigureAwait(false);
        _model.StartOrderGroup(_record.User);
    }

    /// <summary>Waits until the server has ended the connection and everything that it said has been read.</summary>
    public Task EndedAsync() => EndOf(_reading, "still has a connection to a server that has ended");

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
            Violate(e.Message);
            _client.Dispose();
            return false;
        }
    }

    private async Task<bool> WaitForRoomAsync()
    {
        try
        {
            if (await _room.WaitAsync(Patience, Ended).ConfigureAwait(false))
                return true;
            Violate($"got no receipt for {Patience.TotalSeconds} s, and waits for {_awaited.Count}");
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
            await task.WaitAsync(Patience, task == _reading ? CancellationToken.None : Ended).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Violate(otherwise);
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
            if (!_isLeaving && !_run.IsEnding)
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
                Violate($"was told '{line}' about {message}");
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

    private TracedMessage? TakeAwaited(string line)
    {
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
