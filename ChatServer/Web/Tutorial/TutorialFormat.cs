using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;

namespace ChatServer.Web.Tutorial;

/// <summary>Messages as they were made, without sender and id; replies as words.</summary>
internal sealed class TutorialFormat : IReplyFormat
{
    private const string LineEnd = "\r\n";

    /// <summary>The one that all sessions share.</summary>
    public static TutorialFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "tutorial";

    /// <inheritdoc/>
    public string Write(in Reply reply, Language language) => TextFormat.Instance.Write(reply, language);

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, Language language, ref char[] line)
    {
        int length = message.Text.Length;
        if (line.Length < length + LineEnd.Length)
            line = new char[length + LineEnd.Length];
        message.Text.CopyTo(line);
        LineEnd.CopyTo(line.AsSpan(length));
        return length + LineEnd.Length;
    }
}
