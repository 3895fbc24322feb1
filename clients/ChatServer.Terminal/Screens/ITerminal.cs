namespace ChatServer.Terminal.Screens;

/// <summary>A terminal.</summary>
internal interface ITerminal
{
    /// <summary>Cells of a row.</summary>
    int Width { get; }

    /// <summary>Rows.</summary>
    int Height { get; }

    /// <summary>Writes text and escape sequences, as one.</summary>
    void Write(string text);
}
