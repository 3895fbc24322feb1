using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>How a session writes what it says. Stateless and thread-safe.</summary>
public interface IReplyFormat
{
    /// <summary>Its name, as <c>Format</c> takes it.</summary>
    string Name { get; }

    /// <summary>Writes a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="language">The language.</param>
    /// <returns>One line or more, each with its line end.</returns>
    string Write(in Reply reply, Language language);

    /// <summary>Writes a message to its recipient.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether the message was stored before the login.</param>
    /// <param name="language">The language.</param>
    /// <param name="line">Gets the line with its line end; replaced by a longer array if need be.</param>
    /// <returns>How many characters it has.</returns>
    int Write(StoredMessage message, bool isReplay, Language language, ref char[] line);
}
