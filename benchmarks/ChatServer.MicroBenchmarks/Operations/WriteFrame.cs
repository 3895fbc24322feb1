using System.Text;
using ChatServer.Web;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A line becomes a text frame of a WebSocket.</summary>
public sealed class WriteFrame : Operation
{
    private readonly WebSocketFrameWriter _writer = new();
    private readonly byte[] _line = Encoding.UTF8.GetBytes(Samples.JsonChat("bob") + "\r\n");
    private readonly byte[] _frames = new byte[4096];

    /// <inheritdoc/>
    public override void Run()
    {
        int made = _writer.Write(_line, _frames);
        Check(_frames.AsSpan(2, made - 2).SequenceEqual(_line.AsSpan(0, _line.Length - 2)));
    }
}
