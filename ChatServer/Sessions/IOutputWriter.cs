using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>Formats and sends the replies of a <see cref="SessionOutput"/>. Implemented by the session and by tests.</summary>
internal interface IOutputWriter
{
    /// <summary>Formats a reply in the session's format and language. Called under the output's lock, so it must do nothing else.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>Its lines, each with its line end.</returns>
    string Write(in Reply reply);

    /// <summary>Sends a text if there is room. Called by one thread at a time, under no lock. Never blocks.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether the text was accepted. If not, <see cref="SessionOutput.OnRoom"/> or <see cref="SessionOutput.Close"/> must follow.</returns>
    bool TrySend(string text);

    /// <summary>A reply could not be formatted or sent and is lost. The session must end. Called under no lock.</summary>
    /// <param name="e">The cause.</param>
    void OnOutputFailed(Exception e);
}
