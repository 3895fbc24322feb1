using ChatServer.Core.Users;

namespace ChatServer.Configuration;

/// <summary>Who gets a message of the tutorial's WebSocket.</summary>
public enum TutorialMode
{
    /// <summary>Everybody.</summary>
    Group,

    /// <summary>Whom it names: <c>toUser:text</c>.</summary>
    Direct,
}

/// <summary>The group of the tutorial's WebSocket.</summary>
public sealed record TutorialOptions
{
    /// <summary>Most members; a message is kept for each.</summary>
    public const int MaxMembers = 100;

    /// <summary>
    /// What the ids start with under which the members have their messages. No other id can start so: nobody can have an account of such an id, write to it or
    /// log in as it.
    /// </summary>
    private const string IdPrefix = "/";

    /// <summary>The members. Default User1 to User4; without members there is no such WebSocket.</summary>
    public IReadOnlyList<string> Members { get; init; } = ["User1", "User2", "User3", "User4"];

    /// <summary>Who gets a message. Default everybody.</summary>
    public TutorialMode Mode { get; init; }

    /// <summary>Whether both have the same members, in the same order, and the same mode.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(TutorialOptions? other) => other != null && Mode == other.Mode && Members.SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mode, Members.Count);

    /// <summary>The id of a member.</summary>
    /// <param name="member">The member's name.</param>
    public static string GetId(string member) => IdPrefix + member;

    /// <summary>Whether an id is that of a member.</summary>
    /// <param name="id">The id.</param>
    public static bool IsMemberId(string id) => id.StartsWith(IdPrefix, StringComparison.Ordinal);

    /// <summary>Checks members.</summary>
    /// <param name="members">Their names.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    internal static string? FindError(IReadOnlyCollection<string> members)
    {
        if (members.Count > MaxMembers)
            return $"<tutorial members>: {members.Count} members are more than {MaxMembers}.";
        foreach (string member in members)
        {
            if (!UserId.TryParse(member, out string id) || id != member || member.Length + IdPrefix.Length > UserId.MaxLength)
                return $"<tutorial members>: '{member}' is no possible name; use letters, digits and _ . - @, up to {UserId.MaxLength - IdPrefix.Length} characters.";
            if (members.Count(other => other == member) > 1)
                return $"<tutorial members>: '{member}' is named twice.";
        }

        return null;
    }
}
