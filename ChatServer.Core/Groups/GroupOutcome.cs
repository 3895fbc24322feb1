namespace ChatServer.Core.Groups;

/// <summary>What became of joining or leaving a group. The numbers are part of no protocol.</summary>
public enum GroupResult
{
    /// <summary>It is so now, or was before.</summary>
    Done,

    /// <summary>The user is not in the group.</summary>
    NotAMember,

    /// <summary>The group has as many members as it may.</summary>
    GroupFull,

    /// <summary>The user is in as many groups as one may.</summary>
    TooManyGroups,

    /// <summary>The server has as many members of groups as it may.</summary>
    TooManyMemberships,

    /// <summary>Users from the user's address are in as many groups as they may.</summary>
    AddressFull,

    /// <summary>The server cannot write to its disk.</summary>
    StoreFailing,

    /// <summary>No new group may have this name.</summary>
    UnusableName,

    /// <summary>The name of the new group looks like that of another.</summary>
    LookalikeName,

    /// <summary>The user's account was removed: no membership is left.</summary>
    NoAccount,
}

/// <summary>The answer to joining or leaving a group.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Members">How many members the group has now.</param>
/// <param name="Position">Nobody may be told before this position is durable.</param>
public readonly record struct GroupOutcome(GroupResult Result, int Members = 0, long Position = 0);

/// <summary>A group as one of its members sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">How many members it has.</param>
public readonly record struct GroupInfo(string Name, int Members);

/// <summary>Who is in a group.</summary>
/// <param name="Count">How many.</param>
/// <param name="Online">Ids of those who are logged in, sorted; at most as many as were asked for.</param>
/// <param name="Offline">Ids of the others, sorted, as far as there was room.</param>
public sealed record GroupMembers(int Count, IReadOnlyList<string> Online, IReadOnlyList<string> Offline);
