namespace ChatServer.Protocol.Replies;

/// <summary>Something that the server says to one session: a code and its values, which a format makes words or fields of.</summary>
/// <param name="Code">What it says.</param>
/// <param name="Values">Its values, in the order of <see cref="AnswerCatalog"/>, safe to print.</param>
public readonly record struct Answer(AnswerCode Code, params object[] Values)
{
    /// <summary>The client's own name for the request that is answered, or <see langword="null"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's own name for the message that the answer is about, or <see langword="null"/>.</summary>
    public string? Reference { get; init; }
}
