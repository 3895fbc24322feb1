using ChatServer.Core.Users;

namespace ChatServer.Core.Groups;

/// <summary>
/// A group and its members. The lock guards all of it; while it is held, locks of users may be taken, one after another. So all messages of a
/// group, and who joins and leaves between them, are in one order for all members.
/// </summary>
/// <param name="name">The name, normalised.</param>
public sealed class Group(string name)
{
    private volatile int _memberCount;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    internal Lock Lock { get; } = new();

    /// <summary>How many members there are; to be read without the lock, which a message to all of them holds for long.</summary>
    internal int MemberCount => _memberCount;

    /// <summary>By the id of the user; changed by <see cref="Add"/> and <see cref="Remove"/>.</summary>
    internal Dictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the name is among those that no new one may look like.</summary>
    internal bool IsNamed { get; set; }

    /// <summary>Out of the directory, because nobody is a member: look the name up again.</summary>
    internal bool Retired { get; set; }

    internal void Add(Member member)
    {
        Members.Add(member.User.Id, member);
        _memberCount = Members.Count;
    }

    internal void Remove(string id)
    {
        Members.Remove(id);
        _memberCount = Members.Count;
    }

    /// <summary>One member.</summary>
    /// <param name="User">The user, who is not retired as long as this lasts.</param>
    /// <param name="Since">Only messages with a greater id are for the member.</param>
    /// <param name="Position">Where the store has the joining.</param>
    internal readonly record struct Member(User User, Guid Since, long Position);
}
