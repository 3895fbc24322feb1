using NUnit.Framework;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ReceivingTests : EngineFixture
{
    [Test]
    public async Task Five_commands_in_one_write_have_five_answers()
    {
        TestClient client = await ConnectAsync(StartScripted());

        await client.SendAsync("ECHO 1\r\nECHO 2\r\nECHO 3\r\nECHO 4\r\nECHO 5\r\n");

        for (int i = 1; i <= 5; i++)
            Assert.That(await client.ReadLineAsync(), Is.EqualTo($"{i}"));
    }

    [Test]
    public async Task Commands_in_random_fragments_are_the_same_commands([Values(1, 2, 3)] int seed, [Values(64, 4096)] int receiveBuffer)
    {
        var random = new Random(seed);
        TestClient client = await ConnectAsync(StartScripted(change: c => c.ReceiveBufferSize = receiveBuffer));
        string[] bodies = [.. Enumerable.Range(0, 300).Select(i => $"{i} " + new string('x', random.Next(0, 300)))];
        string stream = string.Concat(bodies.Select(body => $"ECHO {body}\r\n"));

        Task sending = Task.Run(async () =>
        {
            for (int sent = 0; sent < stream.Length;)
            {
                int length = Math.Min(stream.Length - sent, random.Next(10) == 0 ? random.Next(1, 5000) : random.Next(1, 20));
                await client.SendAsync(stream.Substring(sent, length));
                sent += length;
            }
        });

        foreach (string body in bodies)
            Assert.That(await client.ReadLineAsync(), Is.EqualTo(body));
        await sending;
    }

    [Test]
    public async Task Requests_larger_than_the_receive_buffer_are_handled()
    {
        TestClient client = await ConnectAsync(StartScripted(change: c =>
        {
            c.ReceiveBufferSize = 256;
            c.MaxRequestLength = 200_000;
        }));
        string body = new('x', 100_000);

        Assert.That(await client.AskAsync("ECHO " + body), Is.EqualTo(body));
    }

    [Test]
    public async Task Fifty_thousand_echoes_over_several_connections()
    {
        const int Clients = 10;
        const int RoundTrips = 5_000;
        ScriptedServer server = StartScripted();

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            TestClient client = await ConnectAsync(server);
            for (int i = 0; i < RoundTrips; i++)
            {
                string text = $"{number}-{i}";
                string? answer = await client.AskAsync("ECHO " + text);
                if (answer != text)
                    Assert.Fail($"'{text}' was answered by '{answer}'.");
            }
        }));

        await Wait.UntilEqual(() => server.HandledRequests, Clients * RoundTrips);
    }

    [Test]
    public async Task A_hundred_clients_at_once_are_all_served()
    {
        ScriptedServer server = StartScripted();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            TestClient client = await ConnectAsync(server);
            Assert.That(await client.AskAsync($"ECHO {number}"), Is.EqualTo($"{number}"));
        }));
    }

    [Test]
    public async Task Binary_requests_of_1_byte_to_1_megabyte_come_back_unchanged()
    {
        BinaryServer server = Start<BinaryServer, BinarySession, BinaryRequestInfo>(
            new BinaryServer(new DefaultReceiveFilterFactory<LengthPrefixedFilter, BinaryRequestInfo>()), c => c.MaxRequestLength = 2 * 1024 * 1024, null);
        server.NewRequestReceived += (session, request) => session.Send(request.Body, 0, request.Body.Length);
        TestClient client = await ConnectAsync(server);
        var random = new Random(42);

        foreach (int size in new[] { 1, 2, 3, 4095, 4096, 4097, 65_535, 65_536, 300_000, 1024 * 1024 })
        {
            byte[] body = new byte[size];
            random.NextBytes(body);
            await client.SendAsync(BitConverter.GetBytes(size));
            Task sending = client.SendAsync(body);
            byte[] answer = await client.ReadExactlyAsync(size);
            await sending;
            Assert.That(answer.AsSpan().SequenceEqual(body), Is.True, $"{size} bytes");
        }
    }

    [Test]
    public async Task A_client_that_sends_requests_and_reads_no_answer_does_not_fill_the_memory()
    {
        long handled = 0;
        string answer = new('a', 1000);
        ScriptedServer server = StartScripted(
            s => s.NewRequestReceived += (session, _) =>
            {
                Interlocked.Increment(ref handled);
                session.Send(answer);
            },
            c => c.SendTimeOut = 500);
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);

        Task sending = Task.Run(async () =>
        {
            try
            {
                while (true)
                    await client.SendAsync(string.Concat(Enumerable.Repeat("X\r\n", 1000)));
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The server gave up.
            }
        });

        await server.FirstCloseReasonAsync();
        await sending;
        Assert.That(handled, Is.LessThan(20_000), "The kernel's buffers and the queue hold some megabytes.");
    }

    /// <summary>Four bytes of length, then as many bytes.</summary>
    private sealed class LengthPrefixedFilter : ReceiveFilterBase<BinaryRequestInfo>
    {
        public override BinaryRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            int had = BufferSegments.Count;
            AddArraySegment(readBuffer, offset, length, toBeCopied);
            rest = 0;
            if (BufferSegments.Count < 4)
                return null;
            int size = BitConverter.ToInt32(BufferSegments.ToArrayData(0, 4));
            if (BufferSegments.Count < 4 + size)
                return null;
            rest = had + length - 4 - size;
            byte[] body = BufferSegments.ToArrayData(4, size);
            ClearBufferSegments();
            return new BinaryRequestInfo("binary", body);
        }
    }
}
