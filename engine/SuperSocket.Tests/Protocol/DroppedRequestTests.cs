using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>A filter whose subclass makes no request of complete bytes passes over them.</summary>
[TestFixture]
internal sealed class DroppedRequestTests
{
    private const string Dropped = "D";

    private static readonly TestCaseData[] Cases =
    [
        new(() => new Sized(), "KaaDbbKcc", new[] { "Kaa", "Kcc" }),
        new(() => new Counted(), "K#a#D#b#K#c#", new[] { "K#a#", "K#c#" }),
        new(() => new Ended(), "Ka#Db#Kc#", new[] { "Ka", "Kc" }),
        new(() => new Headed(), "K2aaD3bbbD0K0K1c", new[] { "Kaa", "K", "Kc" }),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Dropped_requests_leave_nothing_behind(Func<IReceiveFilter<TextRequest>> create, string stream, string[] expected)
    {
        for (int blockSize = 1; blockSize <= stream.Length; blockSize++)
        {
            var driver = new FilterDriver<TextRequest>(create(), request => request.Text) { HoldsAllBytes = false };

            Assert.That(driver.Run(Bytes.Of(stream), blockSize), Is.EqualTo(new Outcome(expected, false, 0)), $"blocks of {blockSize}");
            Assert.That(driver.Filter.LeftBufferSize, Is.Zero);
        }
    }

    private static TextRequest? Keep(string text) => text.StartsWith(Dropped, StringComparison.Ordinal) ? null : new TextRequest(text);

    private sealed class Sized() : FixedSizeReceiveFilter<TextRequest>(3)
    {
        protected override TextRequest? ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
            => Keep(Bytes.Text(buffer.AsSpan(offset, length)));
    }

    private sealed class Counted() : CountSpliterReceiveFilter<TextRequest>((byte)'#', 2)
    {
        protected override TextRequest? ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
            => Keep(Bytes.Text(readBuffer.AsSpan(offset, length)));
    }

    private sealed class Ended() : TerminatorReceiveFilter<TextRequest>("#"u8.ToArray())
    {
        protected override TextRequest? ProcessMatchedRequest(byte[] data, int offset, int length)
            => Keep(Bytes.Text(data.AsSpan(offset, length)));
    }

    private sealed class Headed() : FixedHeaderReceiveFilter<TextRequest>(2)
    {
        protected override int GetBodyLengthFromHeader(byte[] header, int offset, int length) => header[offset + 1] - '0';

        protected override TextRequest? ResolveRequestInfo(ArraySegment<byte> header, byte[]? bodyBuffer, int offset, int length)
            => Keep(Bytes.Text(header.AsSpan(0, 1)) + Bytes.Text(bodyBuffer.AsSpan(offset, length)));
    }
}
