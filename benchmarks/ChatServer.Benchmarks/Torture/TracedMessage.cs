namespace ChatServer.Benchmarks.Torture;

/// <summary>How far the confirmation of a message has come.</summary>
internal enum Confirmation
{
    /// <summary>Nobody asked for it, or the server forgot that somebody did.</summary>
    None,

    /// <summary><c>Confirm</c> was sent, and no answer was read: the message may or may not come again.</summary>
    Asked,

    /// <summary>The answer was read, or the sender's notice: the message never comes again.</summary>
    Answered,
}

/// <summary>A message, and what is known of it.</summary>
internal sealed class TracedMessage
{
    /// <summary>The visit in which it was sent.</summary>
    public required VisitRecord Visit { get; init; }

    /// <summary>Its recipient.</summary>
    public required int To { get; init; }

    /// <summary>How many the sender sent to this recipient before.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it was sent.</summary>
    public required long Sent { get; init; }

    /// <summary>Whether its sender had receipts on, so that it is delivered only when it is on disk.</summary>
    public required bool HasReceipt { get; init; }

    /// <summary>Whether its sender had logged in again before it was sent, so that it must not be stored.</summary>
    public required bool IsTooLate { get; init; }

    /// <summary>The visit in which its confirmation was last asked for.</summary>
    public VisitRecord? AskedIn { get; set; }

    /// <summary>How often its confirmation was asked for, without those that are known to have had no effect.</summary>
    public int Asks { get; set; }

    /// <summary>Its sender.</summary>
    public int From => Visit.User;

    /// <summary>Its id, once the server said it.</summary>
    public Guid? Id { get; set; }

    /// <summary>Whether it is certainly on disk: a receipt said so, or it came with receipts on or from another server process.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether the server refused it.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether it was missing when it would have come if it had been stored, so that it cannot come back.</summary>
    public bool IsGone { get; set; }

    /// <summary>When it ended: it was confirmed, or found missing.</summary>
    public long Ended { get; set; }

    /// <summary>The visit in which it ended; <see langword="null"/> if its sender was told.</summary>
    public VisitRecord? EndedIn { get; set; }

    /// <summary>How far its confirmation has come.</summary>
    public Confirmation Confirmation { get; set; }

    /// <summary>Whether its confirmation was ever asked for.</summary>
    public bool WasAsked { get; set; }

    /// <summary>Whether it must come at the next login.</summary>
    public bool IsOwed => IsStored && !IsRefused && !IsGone && Confirmation == Confirmation.None;

    /// <summary>Whether it may come at the next login or not.</summary>
    public bool IsUndecided => !IsRefused && !IsTooLate && !IsGone && Confirmation != Confirmation.Answered && !IsOwed;

    /// <summary>Whether nothing is under way any more that decides whether it comes.</summary>
    public bool IsSettled => (IsStored || Visit.IsSettled) && (Confirmation != Confirmation.Asked || AskedIn!.IsSettled);

    /// <inheritdoc/>
    public override string ToString()
        => $"message {Sequence} from {TortureText.UserId(From)} to {TortureText.UserId(To)} ({Id?.ToString() ?? "no id yet"}, "
        + $"{(IsStored ? "stored" : HasReceipt ? "no receipt yet" : "receipts off")}, {Confirmation}, sent at server {Visit.Server})";
}
