using ChatServer.Client;
using ChatServer.Terminal.Editing;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Talk;

/// <summary>Somebody who is logged in talks. All of it runs in the thread of the <see cref="TalkLoop"/>.</summary>
internal sealed partial class TalkSession : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);

    private readonly ChatClient _client;
    private readonly TerminalWords _words;
    private readonly Screen _screen;
    private readonly OwnMessages _own;
    private readonly Questions _questions;
    private readonly LineEditor _editor = new();
    private readonly CancellationTokenSource _end = new();
    private Recipient? _to;
    private ChatException? _reason;
    private bool _isLeaving;

    /// <summary>Starts.</summary>
    /// <param name="client">Who talks.</param>
    /// <param name="words">The language.</param>
    /// <param name="screen">Where.</param>
    /// <param name="to">With whom to start.</param>
    public TalkSession(ChatClient client, TerminalWords words, Screen screen, Recipient? to)
    {
        (_client, _words, _screen, _to) = (client, words, screen, to);
        _own = new OwnMessages(screen.Change);
        _questions = new Questions(client, words, Note, _end.Token);
        Note(to == null ? words.Hello(client.Id) : words.HelloTo(client.Id, to.ToString()), Tone.Normal);
    }

    /// <summary>Draws how things are.</summary>
    public void Draw()
    {
        _screen.Show(new Prompt(Status(), $"{_to?.ToString() ?? _client.Id}> ", _editor.Text, _editor.Cursor));
        _screen.Draw();
    }

    /// <summary>Talks until the person leaves, or the server ends it.</summary>
    /// <param name="keys">What is pressed.</param>
    /// <param name="terminated">The system wants the program to end.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="ChatException">The server has ended it for good.</exception>
    public async Task<int> RunAsync(KeySource keys, CancellationToken terminated)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, terminated);
        Task[] others = [ReadMessagesAsync(end.Token), ReadEventsAsync(), TickAsync(end.Token)];
        try
        {
            while (true)
                Press(await keys.NextAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            // Someone has asked for the end.
        }

        await _end.CancelAsync();
        await _client.DisposeAsync();
        await Task.WhenAll([.. others, .. _work]);
        if (_reason != null)
            throw _reason;
        return terminated.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private void Press(Key key)
    {
        switch (key.Kind)
        {
            case KeyKind.Repaint:
                _screen.Repaint();
                break;
            case KeyKind.Interrupt when _editor.Text.Length > 0:
                _editor.Clear();
                break;
            case KeyKind.Interrupt:
            case KeyKind.EndOfInput when _editor.Text.Length == 0:
                Leave();
                break;
            default:
                bool wasCut = _editor.IsCut;
                if (_editor.Press(key) is { } line)
                    Do(line);
                if (_editor.IsCut && !wasCut)
                    Note(_words.LineIsFull(LineEditor.MaxCharacters), Tone.Error);
                break;
        }
    }

    private void Leave()
    {
        int waiting = _own.Count(OwnState.UnderWay);
        if (waiting > 0 && !_isLeaving)
            Note(_words.LeaveAnyway(waiting), Tone.Notice);
        else
            _end.Cancel();
        _isLeaving = true;
    }

    private string Status()
    {
        List<string> parts = [_client.Id, State()];
        if (_own.Count(OwnState.UnderWay) is > 0 and int waiting)
            parts.Add(_words.NotStored(waiting));
        if (_own.Count(OwnState.Stored, OwnState.Delivered) is > 0 and int unread)
            parts.Add(_words.NotRead(unread));
        return string.Join(" | ", parts);
    }

    // So that the seconds until the next attempt are counted down.
    private static async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Note(string text, Tone tone = Tone.Quiet) => _screen.Add(new Entry(new Span(text, tone)) { Indent = 2 });
}
