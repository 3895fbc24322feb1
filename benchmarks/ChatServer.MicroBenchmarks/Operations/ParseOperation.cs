using System.Text;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A line of bytes becomes a request.</summary>
/// <param name="line">The line without its end.</param>
/// <param name="pieces">In how many pieces it comes.</param>
/// <param name="isJson">Whether it is a JSON object.</param>
public abstract class ParseOperation(string line, int pieces, bool isJson) : Operation
{
    private readonly byte[] _line = Encoding.UTF8.GetBytes(line + "\r\n");
    private readonly ChatLineFilter _filter = new(new LineDecoder(Encoding.UTF8), limit: 4096, new Client(isJson));

    /// <inheritdoc/>
    public override void Run()
    {
        StringRequestInfo? request = null;
        int length = _line.Length / pieces;
        for (int piece = 0, offset = 0; piece < pieces; piece++, offset += length)
            request = _filter.Filter(_line, offset, piece == pieces - 1 ? _line.Length - offset : length, toBeCopied: true, out _);
        var chat = (ChatRequest)request!;
        Check(chat is { Fault: LineFault.None, Key: "Chat", Parameters.Length: > 1 });
        chat.Release();
    }

    private sealed class Client(bool speaksJson) : ILineClient
    {
        public bool SpeaksJson => speaksJson;

        public CommandTable Commands { get; } = new([new Commands.Chat().Description]);

        public void ReplyToTelnet(byte[] reply)
        {
        }
    }
}

/// <summary>A message in words.</summary>
public sealed class ParseText() : ParseOperation($"Chat bob {Samples.Text}", pieces: 1, isJson: false);

/// <summary>The same in three packets.</summary>
public sealed class ParsePieces() : ParseOperation($"Chat bob {Samples.Text}", pieces: 3, isJson: false);

/// <summary>The same in JSON.</summary>
public sealed class ParseJson() : ParseOperation(Samples.JsonChat("bob"), pieces: 1, isJson: true);
