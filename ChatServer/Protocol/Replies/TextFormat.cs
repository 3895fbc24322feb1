using System.Globalization;
using System.Text;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>Words for people: the tutorial's, and ours in their manner.</summary>
public sealed class TextFormat : IAnswerFormat
{
    private const string LineEnd = "\r\n";
    private const int IdLength = 36;

    /// <summary>The one that all sessions share.</summary>
    public static TextFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public string Write(in Answer answer, ChatTexts texts) => answer.Code switch
    {
        AnswerCode.Failed => "\n\r" + Words(answer, texts) + LineEnd,
        AnswerCode.Help => texts.Help.ReplaceLineEndings(LineEnd) + LineEnd,
        AnswerCode.Online => WriteOnline((long)answer.Values[0], (string[])answer.Values[1], texts) + LineEnd,
        AnswerCode.Pending => WritePending((long)answer.Values[0], (PendingMessage[])answer.Values[1], texts) + LineEnd,
        AnswerCode.Members => WriteMembers(answer.Values, texts) + LineEnd,
        AnswerCode.Groups => WriteGroups((long)answer.Values[0], (IReadOnlyList<GroupInfo>)answer.Values[1], texts) + LineEnd,
        AnswerCode.NotForAll => WriteNotForAll(answer.Values, texts) + LineEnd,
        AnswerCode.Trace => TraceText.Write((MessageTrace)answer.Values[0], texts) + LineEnd,
        _ => Words(answer, texts) + LineEnd,
    };

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, ChatTexts texts, ref char[] line)
    {
        string words = message.Group == null
            ? isReplay ? texts.SentYou : texts.Sends
            : Format(isReplay ? texts.SentInGroup : texts.SaysInGroup, message.Group.Group);
        string text = NoticeText.Show(message, texts);
        int length = message.From.Length + words.Length + text.Length + 1 + IdLength + LineEnd.Length;
        if (line.Length < length)
            line = new char[length];
        Span<char> rest = Append(line.AsSpan(0, length), message.From);
        rest = Append(rest, words);
        rest = Append(rest, text);
        rest = Append(rest, " ");
        message.Id.TryFormat(rest, out int idLength);
        Append(rest[idLength..], LineEnd);
        return length;
    }

    private static Span<char> Append(Span<char> rest, string text)
    {
        text.CopyTo(rest);
        return rest[text.Length..];
    }

    private static string Words(in Answer answer, ChatTexts texts)
    {
        string words = AnswerCatalog.WordsOf(answer.Code, texts);
        return answer.Values.Length == 0 ? words : Format(words, answer.Values);
    }

    private static string WriteOnline(long count, string[] ids, ChatTexts texts)
    {
        string list = string.Join(' ', ids);
        return count > ids.Length
            ? Format(texts.OnlineAndMore, count, list, count - ids.Length)
            : Format(texts.Online, count, list);
    }

    private static string WriteMembers(object[] values, ChatTexts texts)
    {
        var online = (IReadOnlyList<string>)values[2];
        var offline = (IReadOnlyList<string>)values[3];
        string list = Format(texts.Members, values[0], values[1], string.Join(' ', online), string.Join(' ', offline));
        return AndMore(list, (long)values[1] - online.Count - offline.Count, texts);
    }

    private static string WriteGroups(long count, IReadOnlyList<GroupInfo> groups, ChatTexts texts)
        => string.Join(LineEnd, groups.Select(group => Format(texts.GroupOfMembers, group.Name, group.Members)).Prepend(Format(texts.Groups, count)));

    // The id stays the last word.
    private static string WriteNotForAll(object[] values, ChatTexts texts)
    {
        var ids = (IReadOnlyCollection<string>)values[3];
        return Format(texts.NotForAll, values[0], values[1], values[2], AndMore(string.Join(' ', ids), (long)values[2] - ids.Count, texts));
    }

    private static string AndMore(string list, long more, ChatTexts texts) => more > 0 ? $"{list} {Format(texts.AndMoreMembers, more)}" : list;

    private static string Format(string words, params ReadOnlySpan<object> values) => Plurals.Format(words, values!);

    private static string WritePending(long count, PendingMessage[] messages, ChatTexts texts)
    {
        var text = new StringBuilder();
        text.Append(Format(texts.Pending, count));
        foreach (PendingMessage message in messages)
            text.Append(LineEnd).AppendFormat(CultureInfo.InvariantCulture, "{0} {1} {2}", message.From, message.Time, message.Id);
        if (count > messages.Length)
            text.Append(LineEnd).Append(Format(texts.AndMore, count - messages.Length));
        return text.ToString();
    }
}
