using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class SlowReaderTests : EngineFixture
{
    private const int AnswerLength = 24 * 1024 * 1024;

    [Test]
    public async Task A_peer_that_keeps_reading_gets_a_large_answer_however_long_it_takes()
    {
        CloseReason? reason = null;
        ScriptedServer server = StartScripted(
            server =>
            {
                server.WhenUnknown = (session, _) => session.Send(new byte[AnswerLength], 0, AnswerLength);
                server.WhenClosed = (_, why) => reason = why;
            },
            config => config.SendTimeOut = 400);
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);

        await client.SendAsync("BIG\r\nECHO end\r\n");

        byte[] piece = new byte[128 * 1024];
        var time = System.Diagnostics.Stopwatch.StartNew();
        for (int left = AnswerLength; left > 0;)
        {
            using var deadline = new CancellationTokenSource(Deadline.Default);
            int read = await client.Socket.ReceiveAsync(piece.AsMemory(0, Math.Min(left, piece.Length)), deadline.Token);
            Assert.That(read, Is.Positive, $"The stream ended with {left} bytes missing: {reason}.");
            left -= read;
            if (time.ElapsedMilliseconds < 1500)
                await Task.Delay(15);
        }

        Assert.That(time.ElapsedMilliseconds, Is.GreaterThan(1000), "The reader was slower than sendTimeOut.");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("end"));
        Assert.That(reason, Is.Null);
    }

    [Test]
    public async Task A_peer_that_keeps_reading_gets_all_that_was_sent_before_the_close()
    {
        ScriptedServer server = StartScripted(
            server => server.WhenUnknown = (session, _) =>
            {
                session.Send(new byte[AnswerLength], 0, AnswerLength);
                session.Close();
            },
            config => config.SendTimeOut = 400);
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);

        await client.SendAsync("BIG\r\n");

        byte[] piece = new byte[128 * 1024];
        var time = System.Diagnostics.Stopwatch.StartNew();
        long total = 0;
        for (int read = -1; read != 0; total += read)
        {
            using var deadline = new CancellationTokenSource(Deadline.Default);
            read = await client.Socket.ReceiveAsync(piece.AsMemory(), deadline.Token);
            if (time.ElapsedMilliseconds < 1500)
                await Task.Delay(15);
        }

        Assert.That(total, Is.EqualTo(AnswerLength));
    }
}
