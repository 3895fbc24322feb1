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
        string from = message.From;
        string text = NoticeText.Show(message, language);
        (string before, string behind) = message.Group == null ? (isReplay ? words.Sent : words.Says, string.Empty)
            : isReplay ? words.SentInGroup : words.SaysInGroup;
        int length = from.Length + before.Length + (message.Group?.Group.Length ?? 0) + behind.Length + text.Length + 1 + IdLength + ReplyText.LineEnd.Length;
        if (line.Length < length)
            line = new char[length];
        Span<char> rest = Append(line.AsSpan(0, length), from);
        rest = Append(rest, before);
        if (message.Group != null)
            rest = Append(Append(rest, message.Group.Group), behind);
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
