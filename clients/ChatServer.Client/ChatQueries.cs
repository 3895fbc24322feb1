namespace ChatServer.Client;

/// <summary>Who is logged in.</summary>
/// <param name="Count">How many.</param>
/// <param name="Ids">At most 100 of them.</param>
public sealed record OnlineUsers(int Count, IReadOnlyList<string> Ids);

/// <summary>Who is in a group. At most 100 are named, those who are online first.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Online">Those who are logged in.</param>
/// <param name="Offline">Those who are not.</param>
public sealed record GroupMembers(int Count, IReadOnlyList<string> Online, IReadOnlyList<string> Offline);

/// <summary>A group of this user.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Members">How many are in it.</param>
public sealed record GroupSummary(string Group, int Members);

/// <summary>The own unconfirmed messages at the server.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Oldest">The first 100 of them.</param>
public sealed record PendingMessages(int Count, IReadOnlyList<PendingMessage> Oldest);

/// <summary>An own unconfirmed message.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">The sender.</param>
/// <param name="Time">When it was accepted.</param>
public sealed record PendingMessage(Guid Id, string From, DateTimeOffset Time);

/// <summary>The life of a message.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient or the group.</param>
/// <param name="IsToGroup">Whether it is a group.</param>
/// <param name="Time">When it was accepted.</param>
/// <param name="Deliveries">How often it was delivered since the server started.</param>
/// <param name="State">What became of it.</param>
/// <param name="Ended">When it was confirmed or expired.</param>
public sealed record MessageTrace(
    Guid Id, string From, string To, bool IsToGroup, DateTimeOffset Time, int Deliveries, MessageState State, DateTimeOffset? Ended);

/// <summary>What became of a message.</summary>
public enum MessageState
{
    /// <summary>It waits for somebody to confirm it.</summary>
    Unconfirmed,

    /// <summary>It is confirmed.</summary>
    Confirmed,

    /// <summary>Nobody confirmed it for too long.</summary>
    Expired,

    /// <summary>Its sender took it back.</summary>
    Recalled,
}
