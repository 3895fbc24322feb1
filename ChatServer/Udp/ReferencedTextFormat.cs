using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;

namespace ChatServer.Udp;

/// <summary>Words, in which the answer to a line that began with <c>#name</c> begins so too.</summary>
internal sealed class ReferencedTextFormat : IAnswerFormat
{
    /// <summary>What a name begins with.</summary>
    public const char Mark = '#';

    /// <summary>The one that all sessions share.</summary>
    public static ReferencedTextFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => TextFormat.Instance.Name;

    /// <inheritdoc/>
    public string Write(in Answer answer, ChatTexts texts)
    {
        string words = TextFormat.Instance.Write(answer, texts);
        return answer.Tag == null ? words : $"{Mark}{answer.Tag} {words.TrimStart('\n', '\r')}";
    }

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, ChatTexts texts, ref char[] line)
        => TextFormat.Instance.Write(message, isReplay, texts, ref line);
}
