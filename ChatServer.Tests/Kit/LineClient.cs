using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Requests;

namespace ChatServer.Tests.Kit;

/// <summary>Who sends lines to a filter that no session has.</summary>
/// <param name="answers">Gets what telnet is answered.</param>
internal sealed class LineClient(List<byte>? answers = null) : ILineClient
{
    public bool SpeaksJson => false;

    public CommandTable Commands { get; } = new([]);

    public void AnswerTelnet(byte[] answer) => answers?.AddRange(answer);
}
