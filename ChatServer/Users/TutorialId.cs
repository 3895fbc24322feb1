namespace ChatServer.Users;

/// <summary>
/// The ids under which the members of the tutorial's WebSocket have their messages: such that nobody can have an account of that id, write
/// to it or log in as it.
/// </summary>
public static class TutorialId
{
    /// <summary>What they begin with; no other id can.</summary>
    public const string Prefix = "/";

    /// <summary>The id of a member.</summary>
    /// <param name="member">The member's name.</param>
    public static string Of(string member) => Prefix + member;

    /// <summary>Whether an id is one of these.</summary>
    /// <param name="id">The id.</param>
    public static bool IsOne(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);
}
