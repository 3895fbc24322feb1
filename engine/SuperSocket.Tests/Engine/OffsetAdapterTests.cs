using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>Filters that leave incomplete requests in the engine's buffer and read them from before the offset.</summary>
public class OffsetAdapterTests : EngineFixture
{
    private const int Size = 20;

    [Test]
    public async Task A_filter_finds_what_it_left_before_the_offset()
    {
        ScriptedServer server = StartFixed();
        TestClient client = await ConnectAsync(server);
        string[] requests = [.. Enumerable.Range(0, 200).Select(i => $"request {i}".PadRight(Size, '.'))];
        string stream = string.Concat(requests);
        var random = new Random(20);

        for (int sent = 0; sent < stream.Length;)
        {
            int length = Math.Min(stream.Length - sent, random.Next(1, 70));
            await client.SendAsync(stream.Substring(sent, length));
            sent += length;
        }

        foreach (string request in requests)
            Assert.That(await client.ReadLineAsync(), Is.EqualTo(request));
    }

    [Test]
    public async Task A_filter_finds_what_it_left_when_every_byte_comes_alone()
    {
        ScriptedServer server = StartFixed();
        TestClient client = await ConnectAsync(server);

        foreach (char c in "abcdefghijklmnopqrst")
        {
            await client.SendAsync(c.ToString());
            await Task.Yield();
        }

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("abcdefghijklmnopqrst"));
    }

    [TestCase(-1)]
    [TestCase(64)]
    [TestCase(int.MaxValue)]
    public async Task An_offset_outside_of_the_buffer_closes_the_session(int delta)
    {
        Logs.ExpectError("OffsetDelta");
        ScriptedServer server = StartFixed(delta);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("abc");

        await client.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
    }

    private ScriptedServer StartFixed(int? delta = null) => StartScripted(
        s => s.NewRequestReceived += (session, request) => session.Send(request.Key),
        c => c.ReceiveBufferSize = 64,
        new FuncFilterFactory(() => new FixedFilter(delta)));

    private sealed class FixedFilter(int? forcedDelta) : IReceiveFilter<StringRequestInfo>, IOffsetAdapter
    {
        private int _kept;

        public int LeftBufferSize => _kept;

        public int OffsetDelta => forcedDelta ?? _kept;

        public IReceiveFilter<StringRequestInfo>? NextReceiveFilter => null;

        public FilterState State => FilterState.Normal;

        public StringRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            rest = 0;
            int begin = offset - _kept;
            int have = _kept + length;
            if (have < Size)
            {
                // What is left goes to the front of the buffer, where the next block follows it.
                Buffer.BlockCopy(readBuffer, begin, readBuffer, 0, have);
                _kept = have;
                return null;
            }

            rest = have - Size;
            _kept = 0;
            return new StringRequestInfo(Encoding.ASCII.GetString(readBuffer, begin, Size), string.Empty, []);
        }

        public void Reset() => _kept = 0;
    }
}
