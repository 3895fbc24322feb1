using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>The text of a message as its recipient sees it: a <see cref="ServerNotice"/> is said in words.</summary>
internal static class NoticeText
{
    /// <summary>The text of a message.</summary>
    /// <param name="message">A message of anybody.</param>
    /// <param name="language">The recipient's language.</param>
    public static string Show(StoredMessage message, Language language)
        => ReferenceEquals(message.Sender, Sender.Server) && ServerNotice.IsExpired(message.Text, out string id, out string to)
            && Guid.TryParse(id, out Guid ended)
            ? TextFormat.Instance.Write(Replies.GivenUp.With(to, ended), language).TrimEnd('\r', '\n')
            : message.Text;
}
