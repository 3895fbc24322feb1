namespace ChatServer.Sessions;

/// <summary>
/// A reply that waits until the store knows its outcome. It is sent when its position is durable. If the store fails before that, the reply "not on disk yet"
/// (509) takes its place, if there is a subject.
/// </summary>
/// <param name="Position">The position that must be durable; 0 for a reply that only keeps its place in the order.</param>
/// <param name="Text">What is sent when it is, with its line end.</param>
internal readonly record struct HeldReply(long Position, string Text)
{
    /// <summary>What is not on disk if the store fails. With <see langword="null"/> nothing is said then.</summary>
    public object? Subject { get; init; }

    /// <summary>The client's name for the request.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's name for the message.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the text is sent although the store fails: it acknowledges nothing.</summary>
    public bool IsSentAnyway { get; init; }
}
