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
    /// <summary>Its sender.</summary>
    public required int From { get; init; }

    /// <summary>Its recipient.</summary>
    public required int To { get; init; }

    /// <summary>How many the sender sent to this recipient before.</summary>
    public required int Sequence { get; init; }

    /// <summary>Messages from one sender to one recipient keep their order if this is equal, see <see cref="MessageModel.StartOrderGroup"/>.</summary>
    public required int OrderGroup { get; init; }

    /// <summary>Whether its sender had receipts on, so that it is delivered only when it is on disk.</summary>
    public required bool HasReceipt { get; init; }

    /// <summary>The server's run in which something was last asked that concerns it.</summary>
    public required int Run { get; set; }

    /// <summary>Its id, once the server said it.</summary>
    public Guid? Id { get; set; }

    /// <summary>Whether it is certainly on disk: a receipt said so, or it came with receipts on or after a restart.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether the server refused it.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether it was not there after a restart, so that it cannot come back.</summary>
    public bool IsGone { get; set; }

    /// <summary>How far its confirmation has come.</summary>
    public Confirmation Confirmation { get; set; }

    /// <summary>How often its confirmation was asked for in <see cref="Run"/>.</summary>
    public int AskedInRun { get; set; }

    /// <summary>Whether its confirmation was ever asked for.</summary>
    public bool WasAsked { get; set; }

    /// <summary>Whether it must come at the next login.</summary>
    public bool IsOwed => IsStored && !IsRefused && !IsGone && Confirmation == Confirmation.None;

    /// <summary>Whether it may come at the next login or not.</summary>
    public bool IsUndecided => !IsRefused && !IsGone && Confirmation != Confirmation.Answered && !IsOwed;

    /// <inheritdoc/>
    public override string ToString()
        => $"message {Sequence} from {TortureText.UserId(From)} to {TortureText.UserId(To)} ({Id?.ToString() ?? "no id yet"}, {(IsStored ? "stored" : HasReceipt ? "no receipt yet" : "receipts off")}, {Confirmation}, run {Run})";
}
