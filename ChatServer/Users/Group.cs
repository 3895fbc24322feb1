namespace ChatServer.Users;

/// <summary>
/// A group and its members. The gate guards all of it; while it is held, gates of users may be taken, one after another. So all messages of a
/// group, and who joins and leaves between them, are in one order for all members.
/// </summary>
/// <param name="name">The name, normalised.</param>
public sealed class Group(string name)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    internal Lock Gate { get; } = new();

    /// <summary>By the id of the user.</summary>
    internal Dictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Out of the directory, because nobody is a member: look the name up again.</summary>
    internal bool Retired { get; set; }

    /// <summary>One member.</summary>
    /// <param name="User">The user, who is not retired as long as this lasts.</param>
    /// <param name="Since">Only messages with a greater id are for the member.</param>
    /// <param name="Position">Where the store has the joining.</param>
    internal readonly record struct Member(User User, Guid Since, long Position);
}
