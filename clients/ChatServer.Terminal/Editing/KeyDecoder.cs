using System.Text;

namespace ChatServer.Terminal.Editing;

/// <summary>
/// Makes keys of what the console reads: puts the halves of characters beyond the basic plane together, reads Escape as the key Alt, and recognises what a
/// terminal puts around a pasted text, so that its line ends become spaces and do not send it in pieces. Not thread-safe.
/// </summary>
internal sealed class KeyDecoder
{
    private readonly StringBuilder _sequence = new();
    private char _firstHalf;
    private bool _isPasting;

    /// <summary>Reads one key.</summary>
    /// <returns><see langword="null"/> if it is only a part of one, or means nothing here.</returns>
    public Key? Decode(ConsoleKeyInfo info)
    {
        // A sequence starts here, whatever was before it. Otherwise an Escape inside of pasted text would hide the end of the paste.
        if (info.KeyChar == '\u001b' && info.Key is ConsoleKey.Escape or ConsoleKey.None)
        {
            _sequence.Clear().Append('\u001b');
            return null;
        }

        if (_sequence.Length > 0)
            return DecodeEscaped(info);

        // If only these two had arrived, the console takes them for a key.
        if (info is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt })
        {
            _sequence.Append("\u001b[");
            return null;
        }

        if (_isPasting)
            return info.KeyChar is '\r' or '\n' or '\t' ? new Key(KeyKind.Text, " ") : DecodeText(info.KeyChar);
        if (info.Modifiers.HasFlag(ConsoleModifiers.Alt))
            return DecodeAlt(info);
        if (info.Modifiers.HasFlag(ConsoleModifiers.Control))
            return DecodeControl(info.Key);
        return DecodeNamed(info.Key) ?? DecodeText(info.KeyChar);
    }

    private static Key? DecodeNamed(ConsoleKey key) => key switch
    {
        ConsoleKey.Enter => new Key(KeyKind.Enter),
        ConsoleKey.LeftArrow => new Key(KeyKind.Left),
        ConsoleKey.RightArrow => new Key(KeyKind.Right),
        ConsoleKey.UpArrow => new Key(KeyKind.Up),
        ConsoleKey.DownArrow => new Key(KeyKind.Down),
        ConsoleKey.Home => new Key(KeyKind.Home),
        ConsoleKey.End => new Key(KeyKind.End),
        ConsoleKey.Backspace => new Key(KeyKind.Backspace),
        ConsoleKey.Delete => new Key(KeyKind.Delete),
        _ => null,
    };

    private static Key? DecodeControl(ConsoleKey key) => key switch
    {
        ConsoleKey.A => new Key(KeyKind.Home),
        ConsoleKey.E => new Key(KeyKind.End),
        ConsoleKey.B => new Key(KeyKind.Left),
        ConsoleKey.F => new Key(KeyKind.Right),
        ConsoleKey.P => new Key(KeyKind.Up),
        ConsoleKey.N => new Key(KeyKind.Down),
        ConsoleKey.K => new Key(KeyKind.DeleteToEnd),
        ConsoleKey.U => new Key(KeyKind.DeleteToHome),
        ConsoleKey.W => new Key(KeyKind.DeleteWordLeft),
        ConsoleKey.D => new Key(KeyKind.EndOfInput),
        ConsoleKey.C => new Key(KeyKind.Interrupt),
        ConsoleKey.L => new Key(KeyKind.Repaint),
        ConsoleKey.LeftArrow => new Key(KeyKind.WordLeft),
        ConsoleKey.RightArrow => new Key(KeyKind.WordRight),
        // Line feed, and the other code of Backspace.
        _ => DecodeNamed(key),
    };

    private static Key? DecodeAlt(ConsoleKeyInfo info) => info.Key switch
    {
        ConsoleKey.LeftArrow => new Key(KeyKind.WordLeft),
        ConsoleKey.RightArrow => new Key(KeyKind.WordRight),
        ConsoleKey.Backspace => new Key(KeyKind.DeleteWordLeft),
        _ => char.ToLowerInvariant(info.KeyChar) switch
        {
            'b' => new Key(KeyKind.WordLeft),
            'f' => new Key(KeyKind.WordRight),
            'd' => new Key(KeyKind.DeleteWordRight),
            // Some layouts type characters by AltGr, which is Ctrl and Alt on Windows.
            _ => info.Modifiers.HasFlag(ConsoleModifiers.Control) && !char.IsControl(info.KeyChar) ? new Key(KeyKind.Text, info.KeyChar.ToString()) : null,
        },
    };

    private Key? DecodeText(char c)
    {
        if (char.IsHighSurrogate(c))
        {
            _firstHalf = c;
            return null;
        }

        string text = char.IsLowSurrogate(c) ? $"{_firstHalf}{c}" : c.ToString();
        return char.IsControl(c) || (char.IsLowSurrogate(c) && _firstHalf == '\0') ? null : new Key(KeyKind.Text, text);
    }

    // After an Escape: a key pressed with Alt, or a sequence that the console does not know.
    private Key? DecodeEscaped(ConsoleKeyInfo info)
    {
        bool isFirst = _sequence.Length == 1;
        _sequence.Append(info.KeyChar);
        bool isIntroducer = isFirst && info.KeyChar is '[' or 'O';
        bool isInside = !isFirst && info.KeyChar is >= ' ' and < '@' && _sequence.Length < 20;
        if (isIntroducer || isInside)
            return null;
        string sequence = _sequence.ToString();
        _sequence.Clear();
        if (isFirst)
            return _isPasting ? null : DecodeAlt(info);
        _isPasting = sequence == "\u001b[200~" || (_isPasting && sequence != "\u001b[201~");
        return null;
    }
}
