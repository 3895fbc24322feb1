
namespace ChatServer.Protocol.Replies;

/// <summary>The words between the sender and the text of a message, in one language.</summary>
/// <param name="Says">A message that comes at once.</param>
/// <param name="Sent">A message that has waited for the login.</param>
/// <param name="SaysInGroup">A message to a group that comes at once: the words before and behind the group's name.</param>
/// <param name="SentInGroup">A message to a group that has waited for the login: the words before and behind the group's name.</param>
internal sealed record MessageWords(string Says, string Sent, (string Before, string Behind) SaysInGroup, (string Before, string Behind) SentInGroup)
{
    /// <summary>The tutorial's words; the first two are fixed.</summary>
    public static MessageWords Chinese { get; } = new(" 给你发消息:", " 给你发送消息:", (" 在群 ", " 里说:"), (" 在群 ", " 里发送:"));

    /// <summary>English words.</summary>
    public static MessageWords English { get; } = new(" says: ", " sent you: ", (" says in ", ": "), (" sent in ", ": "));
}
