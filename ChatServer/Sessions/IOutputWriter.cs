using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>Writes and sends for a <see cref="SessionOutput"/>: the session, or a test.</summary>
internal interface IOutputWriter
{
    /// <summary>Writes a reply in the session's format and language. Called under the output's lock: does nothing else.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>Its lines, each with its end.</returns>
    string Write(in Reply reply);

    /// <summary>Sends a text if there is room. Called by one thread at a time, under no lock. Never blocks.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is on its way. If not, <see cref="SessionOutput.OnRoom"/> or <see cref="SessionOutput.Close"/> must follow.</returns>
    bool TrySend(string text);

    /// <summary>Something could not be written or sent, and is gone: the session must end. Called under no lock.</summary>
    /// <param name="e">What happened.</param>
    void OnOutputFailed(Exception e);
}
