namespace ChatServer.Terminal.Editing;

/// <summary>What somebody pressed.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Text">What is typed, for <see cref="KeyKind.Text"/>.</param>
internal readonly record struct Key(KeyKind Kind, string Text = "");

/// <summary>What a key is for.</summary>
internal enum KeyKind
{
    /// <summary>Types something.</summary>
    Text,

    /// <summary>Ends the line.</summary>
    Enter,

    /// <summary>To the left.</summary>
    Left,

    /// <summary>To the right.</summary>
    Right,

    /// <summary>A word to the left.</summary>
    WordLeft,

    /// <summary>A word to the right.</summary>
    WordRight,

    /// <summary>To the start.</summary>
    Home,

    /// <summary>To the end.</summary>
    End,

    /// <summary>What was typed before.</summary>
    Up,

    /// <summary>What was typed after that.</summary>
    Down,

    /// <summary>Deletes what is left of the cursor.</summary>
    Backspace,

    /// <summary>Deletes what is under the cursor.</summary>
    Delete,

    /// <summary>Deletes back to a space.</summary>
    DeleteWordLeft,

    /// <summary>Deletes up to the end of a word.</summary>
    DeleteWordRight,

    /// <summary>Deletes up to the start.</summary>
    DeleteToHome,

    /// <summary>Deletes up to the end.</summary>
    DeleteToEnd,

    /// <summary>Paints the screen anew.</summary>
    Repaint,

    /// <summary>The terminal has another size.</summary>
    Resize,

    /// <summary>Ctrl-C.</summary>
    Interrupt,

    /// <summary>Ctrl-D: in an empty line the end, else as <see cref="Delete"/>.</summary>
    EndOfInput,
}
