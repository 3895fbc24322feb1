using ChatServer.Protocol.Commands;

namespace ChatServer.Protocol.Requests;

/// <summary>Who sends lines, as their filter sees it: the session itself, because objects between the two would cost memory for each connection.</summary>
public interface ILineClient
{
    /// <summary>Whether the next line is a JSON object.</summary>
    bool SpeaksJson { get; }

    /// <summary>The commands of the server.</summary>
    CommandTable Commands { get; }

    /// <summary>Answers telnet commands.</summary>
    /// <param name="reply">The bytes to send.</param>
    void ReplyToTelnet(byte[] reply);
}
