namespace ChatServer.Benchmarks.Torture;

/// <summary>What one login of a user sent and got until now. Guarded by the lock of the <see cref="MessageModel"/>, which makes it.</summary>
/// <param name="user">The user.</param>
/// <param name="server">Number of the server process that the user connects to.</param>
/// <param name="orderGroup">Messages of visits with the same number keep their order.</param>
internal sealed class VisitRecord(int user, int server, int orderGroup)
{
    /// <summary>The user.</summary>
    public int User => user;

    /// <summary>Number of the server process.</summary>
    public int Server => server;

    /// <summary>Messages of visits of one user with the same number keep their order for each recipient.</summary>
    public int OrderGroup => orderGroup;

    /// <summary>When it began, by the events that the model counts.</summary>
    public long Began { get; init; }

    /// <summary>Whether the server said that the user is logged in.</summary>
    public bool IsLoggedIn => LoggedIn > 0;

    /// <summary>When the server said that the user is logged in; 0 before.</summary>
    public long LoggedIn { get; set; }

    /// <summary>When the last message was sent that was stored. Logins that were known by then are earlier than this one.</summary>
    public long LastStored { get; set; }

    /// <summary>What came although it had ended in a login that began at the same time: a fault if that login is earlier than this one.</summary>
    public List<(VisitRecord EndedIn, string Fault)> Suspects { get; } = [];

    /// <summary>Whether the connection has ended.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether all was answered before the connection ended.</summary>
    public bool IsClean { get; set; }

    /// <summary>Whether the user has logged in again since. Requests that are sent from then on have no effect.</summary>
    public bool IsOvertaken { get; set; }

    /// <summary>Whether nothing of it is under way any more: each of its requests has had its effect, or never will.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The other visits of the user that were logged in when this one began.</summary>
    public VisitRecord[] Earlier { get; set; } = [];

    /// <summary>What came.</summary>
    public HashSet<TracedMessage> Delivered { get; } = [];

    /// <summary>The last number that came of a sender's order group.</summary>
    public Dictionary<(int From, int OrderGroup), int> LastSequences { get; } = [];

    /// <summary>What the user asked to confirm and got no answer for.</summary>
    public HashSet<Guid> Asked { get; } = [];

    /// <summary>The part of <see cref="Asked"/> that was asked for after the user had logged in again: it must not be confirmed.</summary>
    public HashSet<Guid> AskedTooLate { get; } = [];

    /// <summary>A message of the user to itself: when it comes, all that was stored before it has come.</summary>
    public TracedMessage? Marker { get; set; }

    /// <summary>What must come before the marker.</summary>
    public TracedMessage[] Owed { get; set; } = [];

    /// <summary>What comes before the marker or never.</summary>
    public TracedMessage[] Decided { get; set; } = [];

    /// <summary>Whether the marker has come.</summary>
    public bool IsComplete { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{TortureText.UserId(user)} at server {server}{(IsOvertaken ? " (logged in again since)" : "")}";
}
