using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Requests;

namespace ChatServer.Tests.Kit;

/// <summary>The client of a filter without a session.</summary>
/// <param name="replies">Gets the replies to telnet commands.</param>
internal sealed class LineClient(List<byte>? replies = null) : ILineClient
{
    public bool SpeaksJson => false;

    public CommandTable Commands { get; } = new([]);

    public void ReplyToTelnet(byte[] reply) => replies?.AddRange(reply);
}
