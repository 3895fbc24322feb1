namespace ChatServer.Core.Messages;

/// <summary>Compares tracked messages by id. A set with this comparer is a table by id that does not store a separate key.</summary>
internal sealed class TrackedMessageById : IEqualityComparer<TrackedMessage>, IAlternateEqualityComparer<Guid, TrackedMessage>
{
    /// <inheritdoc/>
    public bool Equals(TrackedMessage? x, TrackedMessage? y) => x?.Id == y?.Id;

    /// <inheritdoc/>
    public int GetHashCode(TrackedMessage obj) => obj.Id.GetHashCode();

    /// <inheritdoc/>
    public bool Equals(Guid alternate, TrackedMessage other) => alternate == other.Id;

    /// <inheritdoc/>
    public int GetHashCode(Guid alternate) => alternate.GetHashCode();

    /// <inheritdoc/>
    public TrackedMessage Create(Guid alternate) => throw new NotSupportedException("An id alone is no message.");
}

/// <summary>Compares tracked messages by sender and reference. All of them must have a reference.</summary>
internal sealed class TrackedMessageByReference : IEqualityComparer<TrackedMessage>, IAlternateEqualityComparer<(string From, string Reference), TrackedMessage>
{
    /// <inheritdoc/>
    public bool Equals(TrackedMessage? x, TrackedMessage? y) => x?.From == y?.From && x?.Reference == y?.Reference;

    /// <inheritdoc/>
    public int GetHashCode(TrackedMessage obj) => GetHashCode((obj.From, obj.Reference!));

    /// <inheritdoc/>
    public bool Equals((string From, string Reference) alternate, TrackedMessage other) => alternate.From == other.From && alternate.Reference == other.Reference;

    /// <inheritdoc/>
    public int GetHashCode((string From, string Reference) alternate) => HashCode.Combine(alternate.From, alternate.Reference);

    /// <inheritdoc/>
    public TrackedMessage Create((string From, string Reference) alternate) => throw new NotSupportedException("A reference alone is no message.");
}
