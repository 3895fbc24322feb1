using ChatServer.Protocol.Languages;

namespace ChatServer.Web.Tutorial;

/// <summary>What the tutorial's WebSocket says. The first three are fixed.</summary>
internal static class TutorialTexts
{
    /// <summary>A member has connected.</summary>
    public const string Enters = "进入聊天室";

    /// <summary>A member has left.</summary>
    public const string Leaves = "离开聊天室";

    /// <summary>The answer to a request that asks for no WebSocket.</summary>
    public const string NotAsked = "我不处理";

    /// <summary>The request does not say who opens the WebSocket.</summary>
    /// <param name="members">The members.</param>
    public static string NobodyNamed(IEnumerable<string> members)
        => $"请在地址中写明成员,例如 ?name={members.First()}。Name a member in the address: {string.Join(", ", members)}.";

    /// <summary>The request names somebody else.</summary>
    /// <param name="name">The name, safe to print.</param>
    /// <param name="members">The members.</param>
    public static string NoMember(string name, IEnumerable<string> members)
        => $"没有成员 {name}。There is no member {name}; the members are {string.Join(", ", members)}.";

    /// <summary>A direct message without a recipient.</summary>
    /// <param name="language">The language.</param>
    public static string NoRecipient(Language language) => language.Choose("请写成 收件人:内容", "Write recipient:text");

    /// <summary>A direct message to nobody.</summary>
    /// <param name="language">The language.</param>
    /// <param name="name">The name, safe to print.</param>
    /// <param name="members">The members.</param>
    public static string NoSuchRecipient(Language language, string name, IEnumerable<string> members)
        => language.Choose(
            $"没有成员 {name};成员有 {string.Join(" ", members)}",
            $"There is no member {name}; the members are {string.Join(", ", members)}");
}
