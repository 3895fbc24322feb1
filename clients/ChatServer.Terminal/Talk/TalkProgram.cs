using ChatServer.Client;
using ChatServer.Terminal.Editing;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Talk;

/// <summary>The program in a terminal: asks who it is, connects, talks.</summary>
internal sealed class TalkProgram : IDisposable
{
    private readonly TalkOptions _options;
    private readonly TerminalWords _words;
    private readonly Screen _screen;
    private readonly TalkLoop _loop;
    private readonly KeySource _keys;
    private readonly CancellationTokenSource _terminated = new();
    private CancellationTokenSource _interruptible = new();

    private TalkProgram(TalkOptions options, TerminalWords words, Screen screen, TalkLoop loop)
    {
        (_options, _words, _screen, _loop) = (options, words, screen, loop);
        _keys = new KeySource(() => _interruptible.Cancel(), _terminated.Cancel);
        _loop.Draw = _screen.Draw;
    }

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(TalkOptions options, TerminalWords words, Screen screen)
    {
        var loop = new TalkLoop();
        using var program = new TalkProgram(options, words, screen, loop);
        try
        {
            return loop.Run(program.RunAsync);
        }
        finally
        {
            screen.Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys.Dispose();
        _terminated.Dispose();
        _interruptible.Dispose();
    }

    private async Task<int> RunAsync()
    {
        if (_options is not { Id: not null, Password: not null })
            _screen.Add(new Entry(new Span(_words.FirstLogin(_options.Place))) { Indent = 0 });
        if (_options.ExposedPlace is { Length: > 0 } exposed)
            _screen.Add(new Entry(new Span(_words.PlainText(exposed), Tone.Notice)) { Indent = 0 });
        while (true)
        {
            try
            {
                if ((_options.Id ?? await AskAsync(_words.AskId, isSecret: false)) is not { } id
                    || (_options.Password ?? await AskAsync(_words.AskPassword, isSecret: true)) is not { } password)
                    return ExitCodes.Interrupted;
                return await TalkAsync(id, password);
            }
            catch (ChatException e)
            {
                Fail(TalkCommand.Explain(e, _options, _words));
                if (e.Error is not (ChatError.WrongPassword or ChatError.InvalidPassword or ChatError.WrongParameters) || _options.Password != null)
                    return TalkCommand.ExitCodeOf(e);
            }
            catch (OperationCanceledException)
            {
                return ExitCodes.Interrupted;
            }
        }
    }

    private async Task<int> TalkAsync(string id, string password)
    {
        _screen.Show(new Prompt(null, _words.Connecting(_options.Place), string.Empty, 0));
        _interruptible = new CancellationTokenSource();
        using var connecting = CancellationTokenSource.CreateLinkedTokenSource(_interruptible.Token, _terminated.Token);
        await using ChatClient client = await ChatClient.ConnectAsync(
            _options.ToClientOptions(id, password, _words) with { ReportDeliveries = true }, connecting.Token);
        using var session = new TalkSession(client, _words, _screen, _options.To);
        _loop.Draw = session.Draw;
        try
        {
            return await session.RunAsync(_keys, _terminated.Token);
        }
        finally
        {
            _loop.Draw = _screen.Draw;
        }
    }

    private async Task<string?> AskAsync(string label, bool isSecret)
    {
        var editor = new LineEditor();
        while (true)
        {
            _screen.Show(isSecret ? new Prompt(null, label, string.Empty, 0) : new Prompt(null, label, editor.Text, editor.Cursor));
            Key key = await _keys.NextAsync(_terminated.Token);
            if (key.Kind is KeyKind.Interrupt or KeyKind.EndOfInput && editor.Text.Length == 0)
                return null;
            if (key.Kind == KeyKind.Interrupt)
                editor.Clear();
            if (key.Kind == KeyKind.Repaint)
                _screen.Repaint();
            if (editor.Press(key)?.Trim() is { Length: > 0 } answer)
            {
                _screen.Add(new Entry(new Span(label, Tone.Quiet), new Span(isSecret ? string.Empty : answer)));
                return answer;
            }
        }
    }

    private void Fail(string text) => _screen.Add(new Entry(new Span(text, Tone.Error)) { Indent = 0 });
}
