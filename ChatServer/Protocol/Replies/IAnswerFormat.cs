using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>How a session writes what it says. Stateless and thread-safe.</summary>
public interface IAnswerFormat
{
    /// <summary>Its name, as <c>Format</c> takes it.</summary>
    string Name { get; }

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="texts">The language.</param>
    /// <returns>One line or more, each with its line end.</returns>
    string Write(in Answer answer, ChatTexts texts);

    /// <summary>Writes a message to its recipient.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was stored before the login.</param>
    /// <param name="texts">The language.</param>
    /// <param name="line">Gets the line with its line end; replaced by a longer array if need be.</param>
    /// <returns>How many characters it has.</returns>
    int Write(StoredMessage message, bool isReplay, ChatTexts texts, ref char[] line);
}
