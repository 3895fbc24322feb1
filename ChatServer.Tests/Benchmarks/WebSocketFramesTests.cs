using ChatServer.Benchmarks.Wire;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

public class WebSocketFramesTests
{
    [Test]
    public void A_frame_that_closes_is_an_end_and_no_line()
    {
        byte[] frames = [0x81, 2, (byte)'h', (byte)'i', 0x88, 2, 3, 0xe8];
        Assert.That(WebSocketFrames.TryRead(frames, out ReadOnlySpan<byte> text, out int used), Is.True);
        Assert.That((text.ToArray(), used), Is.EqualTo(("hi"u8.ToArray(), 4)));
        Assert.That(WebSocketFrames.TryRead(frames.AsSpan(used), out _, out int more), Is.False);
        Assert.That((more, WebSocketFrames.IsClose(frames.AsSpan(used)), WebSocketFrames.IsClose(frames)), Is.EqualTo((0, true, false)));
    }

    [Test]
    public void A_frame_that_is_neither_text_nor_an_end_is_refused()
        => Assert.That(() => WebSocketFrames.TryRead([0x82, 0], out _, out _), Throws.TypeOf<IOException>().With.Message.Contains("82"));
}
