using System.Runtime.InteropServices;
using ChatServer.Client;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Plain;

/// <summary>Talking without a terminal: sends the lines of the input, writes one line an event, and ends with an exit code.</summary>
internal sealed class PlainTalk(TalkOptions options, TerminalWords words, TextReader input, TextWriter output, TextWriter errors) : IDisposable
{
    // Guards the output: two loops write messages and notifications.
    private readonly Lock _outputLock = new();
    private readonly CancellationTokenSource _end = new();
    private bool _isInterrupted;

    // Why the server has ended it for good, if it has.
    private ChatException? _closed;

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync()
    {
        if (options is { To: null, Receive: null, Wait: null })
            throw new UsageException(words.PlainNeedsSomethingToDo);
        if (options is not { Id: { } id, Password: { } password })
            throw new UsageException(words.PlainNeedsCredentials);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        if (options.ExposedPlace is { Length: > 0 } exposed)
            await SayAsync(words.PlainText(exposed));
        if (options.Wait is { } wait)
            _end.CancelAfter(wait);
        try
        {
            await using ChatClient client = await ChatClient.ConnectAsync(options.ToClientOptions(id, password, words), _end.Token);
            Task chatEvent = WriteEventsAsync(client);
            try
            {
                return await TalkAsync(client);
            }
            finally
            {
                await client.DisposeAsync();
                await chatEvent;
            }
        }
        catch (ChatException e)
        {
            return await FailAsync(e);
        }
        catch (OperationCanceledException)
        {
            if (_closed != null)
                return await FailAsync(_closed);
            if (_isInterrupted)
                return ExitCodes.Interrupted;
            await SayAsync(words.TimeIsOver);
            return ExitCodes.TimeOver;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    // With --wait alone there is nothing else to do.
    private async Task<int> TalkAsync(ChatClient client)
    {
        Task<int> sending = options.To is { } to ? SendLinesAsync(client, to) : Task.FromResult(ExitCodes.Done);
        if (options.Receive is { } count)
            await Task.WhenAll(sending, ReceiveAsync(client, count, _end.Token));
        else if (options.To == null)
            await ReceiveUntilEndAsync(client);
        return await sending;
    }

    private async Task<int> SendLinesAsync(ChatClient client, Recipient to)
    {
        int code = ExitCodes.Done;
        for (int number = 1; await ReadLineAsync() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                SendReceipt receipt = await SendAsync(client, to, line);
                Write("stored", receipt.Id.ToString(), to.ToString());
            }
            catch (ChatException e) when (client.State != ChatState.Closed)
            {
                await SayAsync(words.NotSent(number, SafeText.Of(e.Message)));
                code = ExitCodes.MessageRefused;
            }
        }

        return code;
    }

    // Reading from a pipe blocks its thread and cannot be cancelled.
    private Task<string?> ReadLineAsync() => Task.Run(input.ReadLine).WaitAsync(_end.Token);

    // A script sends faster than a person: if the server says when to try again, the program waits.
    private async Task<SendReceipt> SendAsync(ChatClient client, Recipient to, string text)
    {
        while (true)
        {
            try
            {
                return to.IsGroup ? await client.SayAsync(to.Name, text, _end.Token) : await client.SendAsync(to.Name, text, _end.Token);
            }
            catch (ChatException e) when (client.State != ChatState.Closed && e.RetryAfter is { } pause)
            {
                await Task.Delay(pause, _end.Token);
            }
        }
    }

    private async Task ReceiveAsync(ChatClient client, int count, CancellationToken cancellationToken)
    {
        await foreach (ChatMessage message in client.Messages.WithCancellation(cancellationToken))
        {
            Write("message", message.Id.ToString(), message.From, message.Group == null ? "-" : "#" + message.Group, message.Text);
            // The next one may never be asked for.
            await message.ConfirmAsync(cancellationToken);
            if (--count == 0)
                return;
        }
    }

    private async Task ReceiveUntilEndAsync(ChatClient client)
    {
        try
        {
            await ReceiveAsync(client, int.MaxValue, _end.Token);
        }
        catch (OperationCanceledException) when (!_isInterrupted && _closed == null)
        {
            // The time of --wait has expired, as requested.
        }
    }

    // The input may never end: the loop that waits for it must learn that nothing can be sent any more.
    private async Task WriteEventsAsync(ChatClient client)
    {
        await foreach (ChatEvent chatEvent in client.Events)
        {
            switch (chatEvent)
            {
                case StateChanged { State: ChatState.Reconnecting } lost:
                    await SayAsync(words.ReconnectingIn((int)Math.Ceiling(lost.Pause.TotalSeconds)));
                    break;
                case StateChanged { State: ChatState.Closed, Reason: ChatException reason }:
                    _closed = reason;
                    await _end.CancelAsync();
                    break;
                case AccountCreated created:
                    await SayAsync(SafeText.Of(words.AccountCreated(created.Id)));
                    break;
                case MessageConfirmed confirmed:
                    Write("confirmed", confirmed.Id.ToString(), new Recipient(confirmed.To, confirmed.IsToGroup).ToString());
                    break;
                case MemberJoined joined:
                    Write("joined", "#" + joined.Group, joined.Id);
                    break;
                case MemberLeft left:
                    Write("left", "#" + left.Group, left.Id);
                    break;
            }
        }
    }

    // A text is the last field of its line, and has no tabs any more.
    private void Write(params string[] fields)
    {
        string line = string.Join('\t', fields.Select(SafeText.Of));
        lock (_outputLock)
            output.WriteLine(line);
    }

    private async Task<int> FailAsync(ChatException e)
    {
        await SayAsync(TalkCommand.Explain(e, options, words));
        return TalkCommand.ExitCodeOf(e);
    }

    private Task SayAsync(string text) => errors.WriteLineAsync($"chat: {text}");

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        _isInterrupted = true;
        _end.Cancel();
    }
}
