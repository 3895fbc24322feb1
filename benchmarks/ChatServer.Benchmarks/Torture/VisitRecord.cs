namespace ChatServer.Benchmarks.Torture;

/// <summary>What one login of a user got until now. Guarded by the lock of the <see cref="MessageModel"/>.</summary>
/// <param name="user">The user.</param>
internal sealed class VisitRecord(int user)
{
    /// <summary>The user.</summary>
    public int User => user;

    /// <summary>What came.</summary>
    public HashSet<TracedMessage> Delivered { get; } = [];

    /// <summary>The last number that came of a sender's order group.</summary>
    public Dictionary<(int From, int OrderGroup), int> LastSequences { get; } = [];

    /// <summary>What the user asked to confirm and got no answer for.</summary>
    public HashSet<Guid> Asked { get; } = [];

    /// <summary>A message of the user to itself: when it comes, all that was stored before it has come.</summary>
    public TracedMessage? Marker { get; set; }

    /// <summary>What must come before the marker.</summary>
    public TracedMessage[] Owed { get; set; } = [];

    /// <summary>Whether the marker has come.</summary>
    public bool IsComplete { get; set; }

    /// <inheritdoc/>
    public override string ToString() => TortureText.UserId(user);
}
