namespace ChatServer.Terminal.Screens;

/// <summary>What a piece of text is, which decides about its colour.</summary>
internal enum Tone
{
    /// <summary>Text of people.</summary>
    Normal,

    /// <summary>What may be overlooked.</summary>
    Quiet,

    /// <summary>Somebody else's name.</summary>
    Name,

    /// <summary>The own name.</summary>
    Own,

    /// <summary>Something went well.</summary>
    Good,

    /// <summary>Something to know.</summary>
    Notice,

    /// <summary>Something went wrong.</summary>
    Error,
}

/// <summary>A piece of text in one tone.</summary>
internal readonly record struct Span(string Text, Tone Tone = Tone.Normal);
