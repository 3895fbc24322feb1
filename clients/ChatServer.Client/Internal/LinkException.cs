namespace ChatServer.Client.Internal;

/// <summary>A link has ended, and why.</summary>
internal sealed class LinkException(string text, Exception? inner = null) : IOException(text, inner)
{
    /// <summary>Whether the server ended it because a line was too long.</summary>
    public bool IsLineTooLong { get; init; }
}
