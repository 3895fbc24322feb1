using System.Globalization;

namespace ChatServer.Terminal.Editing;

/// <summary>A line that somebody types: its text and its cursor. Knows nothing of screens. Not thread-safe.</summary>
internal sealed class LineEditor
{
    /// <summary>More than people type, and servers as shipped take far less as one message.</summary>
    public const int MaxCharacters = 100_000;

    private readonly History _history = new();

    /// <summary>What is typed.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Before which character the cursor is; never inside of what people see as one character.</summary>
    public int Cursor { get; private set; }

    /// <summary>Whether something that was typed had no room.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Handles a key.</summary>
    /// <returns>The line, if the key has ended it.</returns>
    public string? Press(Key key)
    {
        switch (key.Kind)
        {
            case KeyKind.Enter:
                string line = Text;
                _history.Add(line);
                Set(string.Empty);
                return line;
            case KeyKind.Up:
                Set(_history.Earlier(Text));
                break;
            case KeyKind.Down:
                Set(_history.Later(Text));
                break;
            case KeyKind.Text:
                Insert(key.Text);
                break;
            default:
                Move(key.Kind);
                Delete(key.Kind);
                break;
        }

        // Typed text can join with the character before it, for example a combining mark. Then the cursor stays after both.
        if (!IsBoundary(Cursor))
            Cursor = Right(Cursor);
        return null;
    }

    /// <summary>Empties the line.</summary>
    public void Clear() => Set(string.Empty);

    private void Move(KeyKind kind) => Cursor = kind switch
    {
        KeyKind.Left => Left(Cursor),
        KeyKind.Right => Right(Cursor),
        KeyKind.WordLeft => WordLeft(char.IsLetterOrDigit),
        KeyKind.WordRight => WordRight(),
        KeyKind.Home => 0,
        KeyKind.End => Text.Length,
        _ => Cursor,
    };

    private void Delete(KeyKind kind)
    {
        (int start, int end) = kind switch
        {
            KeyKind.Backspace => (Left(Cursor), Cursor),
            KeyKind.Delete or KeyKind.EndOfInput => (Cursor, Right(Cursor)),
            KeyKind.DeleteWordLeft => (WordLeft(c => c != ' '), Cursor),
            KeyKind.DeleteWordRight => (Cursor, WordRight()),
            KeyKind.DeleteToHome => (0, Cursor),
            KeyKind.DeleteToEnd => (Cursor, Text.Length),
            _ => (Cursor, Cursor),
        };
        Text = Text.Remove(start, end - start);
        Cursor = start;
    }

    private void Insert(string text)
    {
        int room = MaxCharacters - Text.Length;
        if (text.Length > room)
        {
            IsCut = true;
            text = text[..(room > 0 && char.IsHighSurrogate(text[room - 1]) ? room - 1 : room)];
        }

        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    private void Set(string text) => (Text, Cursor, IsCut) = (text, text.Length, false);

    private int Left(int index) => Boundaries().LastOrDefault(boundary => boundary < index);

    private int Right(int index) => Boundaries().FirstOrDefault(boundary => boundary > index, Text.Length);

    private bool IsBoundary(int index) => index == Text.Length || Boundaries().Contains(index);

    private int WordLeft(Func<char, bool> isOfWord)
    {
        int index = Cursor;
        while (index > 0 && !isOfWord(Text[index - 1]))
            index--;
        while (index > 0 && isOfWord(Text[index - 1]))
            index--;
        return IsBoundary(index) ? index : Left(index);
    }

    private int WordRight()
    {
        int index = Cursor;
        while (index < Text.Length && !char.IsLetterOrDigit(Text[index]))
            index++;
        while (index < Text.Length && char.IsLetterOrDigit(Text[index]))
            index++;
        return IsBoundary(index) ? index : Right(index);
    }

    private int[] Boundaries() => StringInfo.ParseCombiningCharacters(Text);
}
