namespace ChatServer.Sessions;

/// <summary>
/// A reply that waits until its position is durable. If the store fails before that and the reply has a subject, the reply "not on disk yet" (509) replaces
/// it.
/// </summary>
/// <param name="Position">The position that must be durable; 0 for a reply that only keeps its place in the order.</param>
/// <param name="Text">The text to send when the position is durable, with its line end.</param>
internal readonly record struct HeldReply(long Position, string Text)
{
    /// <summary>What the reply is about. The replacement reply names it as not on disk. If <see langword="null"/>, there is no replacement.</summary>
    public object? Subject { get; init; }

    /// <summary>The client's tag for the request.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's reference for the message.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the text is sent even if the store fails, because it acknowledges nothing.</summary>
    public bool IsSentAnyway { get; init; }
}
