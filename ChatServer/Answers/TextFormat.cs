using System.Buffers;
using System.Globalization;
using System.Text;
using ChatServer.Messages;
using ChatServer.Texts;

namespace ChatServer.Answers;

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
        AnswerCode.Trace => TraceText.Write((MessageTrace)answer.Values[0], texts) + LineEnd,
        _ => Words(answer, texts) + LineEnd,
    };

    /// <inheritdoc/>
    public int Write(in StoredMessage message, bool isReplay, ChatTexts texts, out char[] line)
    {
        string words = isReplay ? texts.SentYou : texts.Sends;
        string text = ServerNotice.Show(message, texts);
        line = ArrayPool<char>.Shared.Rent(message.From.Length + words.Length + text.Length + 1 + IdLength + LineEnd.Length);
        line.AsSpan().TryWrite(CultureInfo.InvariantCulture, $"{message.From}{words}{text} {message.Id}{LineEnd}", out int length);
        return length;
    }

    private static string Words(in Answer answer, ChatTexts texts)
    {
        string words = AnswerCatalog.WordsOf(answer.Code, texts);
        return answer.Values.Length == 0 ? words : string.Format(CultureInfo.InvariantCulture, words, answer.Values);
    }

    private static string WriteOnline(long count, string[] ids, ChatTexts texts)
    {
        string list = string.Join(' ', ids);
        return count > ids.Length
            ? string.Format(CultureInfo.InvariantCulture, texts.OnlineAndMore, count, list, count - ids.Length)
            : string.Format(CultureInfo.InvariantCulture, texts.Online, count, list);
    }

    private static string WritePending(long count, PendingMessage[] messages, ChatTexts texts)
    {
        var text = new StringBuilder();
        text.AppendFormat(CultureInfo.InvariantCulture, texts.Pending, count);
        foreach (PendingMessage message in messages)
            text.Append(LineEnd).AppendFormat(CultureInfo.InvariantCulture, "{0} {1} {2}", message.From, message.Time, message.Id);
        if (count > messages.Length)
            text.Append(LineEnd).AppendFormat(CultureInfo.InvariantCulture, texts.AndMore, count - messages.Length);
        return text.ToString();
    }
}
