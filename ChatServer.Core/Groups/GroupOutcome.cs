namespace ChatServer.Core.Groups;

/// <summary>The result of joining or leaving a group. The numeric values are not part of any protocol.</summary>
public enum GroupResult
{
    /// <summary>Success. Also if the membership was already as requested.</summary>
    Done,

    /// <summary>The user is not in the group.</summary>
    NotAMember,

    /// <summary>The group has the maximum number of members.</summary>
    GroupFull,

    /// <summary>The user is in the maximum number of groups.</summary>
    TooManyGroups,

    /// <summary>The server has the maximum number of memberships.</summary>
    TooManyMemberships,

    /// <summary>The users at the user's address have the maximum number of memberships.</summary>
    AddressFull,

    /// <summary>The server cannot write to its disk.</summary>
    StoreFailing,

    /// <summary>A new group must not have this name.</summary>
    UnusableName,

    /// <summary>The name of the new group looks like the name of another group.</summary>
    LookalikeName,

    /// <summary>The user's account was removed, and all its memberships have ended.</summary>
    NoAccount,
}

/// <summary>The outcome of joining or leaving a group.</summary>
/// <param name="Result">The result.</param>
/// <param name="Members">Number of members of the group after the operation.</param>
/// <param name="Position">Do not report the result before this position is durable.</param>
public readonly record struct GroupOutcome(GroupResult Result, int Members = 0, long Position = 0);

/// <summary>A group as one of its members sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">Number of members.</param>
public readonly record struct GroupInfo(string Name, int Members);

/// <summary>The members of a group.</summary>
/// <param name="Count">Number of members.</param>
/// <param name="Online">Ids of the members who are logged in, sorted; at most the requested number.</param>
/// <param name="Offline">Ids of the other members, sorted; as many as the requested number still allows.</param>
public sealed record GroupMembers(int Count, IReadOnlyList<string> Online, IReadOnlyList<string> Offline);
