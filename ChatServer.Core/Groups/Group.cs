using ChatServer.Core.Users;

namespace ChatServer.Core.Groups;

/// <summary>
/// A group and its members. Its lock guards all of it. While it is held, locks of users may be taken, one after another. Therefore all members see
/// the messages, joins and leaves of a group in the same order.
/// </summary>
/// <param name="name">The name, normalised.</param>
public sealed class Group(string name)
{
    private volatile int _memberCount;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    internal Lock Lock { get; } = new();

    /// <summary>Number of members. Read without the lock, because a message to all members holds the lock for long.</summary>
    internal int MemberCount => _memberCount;

    /// <summary>The members by id of the user. Only <see cref="Add"/> and <see cref="Remove"/> change it.</summary>
    internal Dictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the name is in the table of lookalikes, which new names are compared with.</summary>
    internal bool IsNamed { get; set; }

    /// <summary>Whether this object is out of the directory, because the group has no members. If so, look the name up again.</summary>
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
    /// <param name="User">The user, who is not retired while the membership lasts.</param>
    /// <param name="Since">The member receives only messages with a greater id.</param>
    /// <param name="Position">Position of the join in the store.</param>
    internal readonly record struct Member(User User, Guid Since, long Position);
}
