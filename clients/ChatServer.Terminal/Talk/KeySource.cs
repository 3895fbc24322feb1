using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using ChatServer.Terminal.Editing;

namespace ChatServer.Terminal.Talk;

/// <summary>The keys that somebody presses. Reading them blocks, so a thread of its own does it.</summary>
internal sealed class KeySource : IDisposable
{
    private readonly Channel<Key> _keys = Channel.CreateUnbounded<Key>();
    private readonly KeyDecoder _decoder = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Starts to read.</summary>
    /// <param name="interrupted">Ctrl-C was pressed. Called on any thread.</param>
    /// <param name="terminated">The system asks the program to end. Called on any thread.</param>
    public KeySource(Action interrupted, Action terminated)
    {
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, terminated)),
            .. OperatingSystem.IsWindows() ? [] : new[]
            {
                // After Ctrl-Z and fg the terminal shows something else.
                PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Press(new Key(KeyKind.Repaint))),
                PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Press(new Key(KeyKind.Resize))),
            },
        ];
        new Thread(Read) { IsBackground = true, Name = "keys" }.Start();
    }

    /// <summary>The next key, or all the text that was typed or pasted until now: each change of a long line costs time. The stream does not end.</summary>
    public async ValueTask<Key> NextAsync(CancellationToken cancellationToken = default)
    {
        Key key = await _keys.Reader.ReadAsync(cancellationToken);
        if (key.Kind != KeyKind.Text)
            return key;
        var text = new StringBuilder(key.Text);
        while (_keys.Reader.TryPeek(out Key next) && next.Kind == KeyKind.Text && _keys.Reader.TryRead(out next))
            text.Append(next.Text);
        return key with { Text = text.ToString() };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
    }

    private void Handle(PosixSignalContext context, Action action)
    {
        context.Cancel = true;
        action();
        Press(new Key(KeyKind.Interrupt));
    }

    private void Read()
    {
        try
        {
            while (true)
            {
                if (_decoder.Decode(Console.ReadKey(intercept: true)) is { } key)
                    Press(key);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The terminal is gone.
            Press(new Key(KeyKind.DeleteToHome));
            Press(new Key(KeyKind.DeleteToEnd));
            Press(new Key(KeyKind.EndOfInput));
        }
    }

    private void Press(Key key) => _keys.Writer.TryWrite(key);
}
