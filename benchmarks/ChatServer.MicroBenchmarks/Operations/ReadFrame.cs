using System.Text;
using ChatServer.Web;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A masked text frame of a WebSocket becomes a line.</summary>
public sealed class ReadFrame : Operation
{
    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    private readonly WebSocketFrameReader _reader = new(limit: 4096);
    private readonly byte[] _line = Encoding.UTF8.GetBytes(Samples.JsonChat("bob") + "\n");
    private readonly byte[] _frame;
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>The frame is there.</summary>
    public ReadFrame()
    {
        ReadOnlySpan<byte> text = _line.AsSpan(0, _line.Length - 1);
        _frame = [0x81, (byte)(0x80 | text.Length), .. Mask, .. text];
        for (int i = 0; i < text.Length; i++)
            _frame[^(text.Length - i)] ^= Mask[i % Mask.Length];
    }

    /// <inheritdoc/>
    public override void Run()
    {
        _frame.CopyTo(_buffer.AsSpan(WebSocketFrameReader.Room));
        int made = _reader.Read(_buffer, _frame.Length);
        Check(_buffer.AsSpan(0, made).SequenceEqual(_line));
    }
}
