using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>Words for people: the tutorial's, and ours in their manner.</summary>
public sealed class TextFormat : IReplyFormat
{
    private const int IdLength = 36;

    /// <summary>The one that all sessions share.</summary>
    public static TextFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public string Write(in Reply reply, Language language) => reply.Definition.Write(reply.Values, language);

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, Language language, ref char[] line)
    {
        MessageWords words = language.Choose(MessageWords.Chinese, MessageWords.English);
        (string before, string group, string behind) = (isReplay ? words.Sent : words.Says, string.Empty, string.Empty);
        if (message.Group != null)
        {
            (before, behind) = isReplay ? words.SentInGroup : words.SaysInGroup;
            group = message.Group.Group;
        }

        string text = NoticeText.Show(message, language);
        int length = message.From.Length + before.Length + group.Length + behind.Length + text.Length + 1 + IdLength + ReplyText.LineEnd.Length;
        if (line.Length < length)
            line = new char[length];
        Span<char> rest = Append(line.AsSpan(0, length), message.From);
        rest = Append(rest, before);
        rest = Append(rest, group);
        rest = Append(rest, behind);
        rest = Append(rest, text);
        rest = Append(rest, " ");
        message.Id.TryFormat(rest, out int idLength);
        Append(rest[idLength..], ReplyText.LineEnd);
        return length;
    }

    private static Span<char> Append(Span<char> rest, string text)
    {
        text.CopyTo(rest);
        return rest[text.Length..];
    }
}
