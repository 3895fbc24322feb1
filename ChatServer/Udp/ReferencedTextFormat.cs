using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;

namespace ChatServer.Udp;

/// <summary>Words, in which the reply to a line that started with <c>#name</c> starts so too.</summary>
internal sealed class ReferencedTextFormat : IReplyFormat
{
    /// <summary>What a name starts with.</summary>
    public const char Mark = '#';

    /// <summary>The one that all sessions share.</summary>
    public static ReferencedTextFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => TextFormat.Instance.Name;

    /// <inheritdoc/>
    public string Write(in Reply reply, Language language)
    {
        string words = TextFormat.Instance.Write(reply, language);
        return reply.Tag == null ? words : $"{Mark}{reply.Tag} {words.TrimStart('\n', '\r')}";
    }

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, Language language, ref char[] line)
        => TextFormat.Instance.Write(message, isReplay, language, ref line);
}
