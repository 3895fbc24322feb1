using System.Diagnostics;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.PainPoints;

/// <summary>Known problems of 1.6 with sending and with text: one test for each row of the list in section 5 of the contract.</summary>
public class SendingRows : EngineFixture
{
    private static readonly byte[] Block = new byte[16 * 1024];

    [Test]
    public async Task Row_03_The_sending_attempt_timed_out_one_slow_client_never_blocks_a_broadcast()
    {
        ScriptedServer server = StartScripted(change: config =>
        {
            config.SendTimeOut = 120_000;
            config.Options = new() { ["slowClient"] = "Drop" };
        });
        TestClient[] readers = [await ConnectAsync(server), await ConnectAsync(server), await ConnectAsync(server)];
        await ConnectAsync(server, receiveBuffer: 4096);
        await Wait.UntilEqual(() => server.SessionCount, 4);

        // Goes on long after the slow one's queue is full.
        TimeSpan longest = TimeSpan.Zero;
        int after = 0;
        for (int round = 0; after < 50; round++)
        {
            Assert.That(round, Is.LessThan(5000), "The slow one's queue never filled.");
            long start = Stopwatch.GetTimestamp();
            foreach (ScriptedSession session in server.GetAllSessions())
                session.Send(Block, 0, Block.Length);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            longest = took > longest ? took : longest;
            foreach (TestClient reader in readers)
                await reader.ReadExactlyAsync(Block.Length);
            after += Logs.Has(LogLevel.Info, "is dropped") ? 1 : 0;
        }

        Assert.That(longest, Is.LessThan(TimeSpan.FromSeconds(60)), "A broadcast does not wait for the slow one.");
    }

    [Test]
    public async Task Row_03_The_sending_attempt_timed_out_a_peer_that_does_not_read_can_be_closed_instead()
    {
        ScriptedServer server = StartScripted(change: config => config.Options = new() { ["slowClient"] = "Close" });
        await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();

        for (int i = 0; i < 5000 && session.Connected; i++)
            session.Send(Block, 0, Block.Length);

        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.TimeOut));
    }

    [Test]
    public async Task Row_04_Send_queue_pool_cannot_be_exhausted_by_peers_that_do_not_read()
    {
        ScriptedServer server = StartScripted(change: config => (config.MaxConnectionNumber, config.SendTimeOut) = (40, -1));
        var stuck = new List<TestClient>();
        for (int i = 0; i < 39; i++)
            stuck.Add(await ConnectAsync(server, receiveBuffer: 4096));
        await Wait.UntilEqual(() => server.SessionCount, 39);
        foreach (ScriptedSession session in server.GetAllSessions())
        {
            while (session.TrySend(Block, 0, Block.Length))
            {
            }
        }

        TestClient last = await ConnectAsync(server);
        for (int i = 0; i < 100; i++)
            Assert.That(await last.AskAsync($"ECHO {i}"), Is.EqualTo($"{i}"));
        last.Dispose();
        stuck.ForEach(client => client.Abort());

        IPoolInfo pool = ((ISocketServerAccessor)server).SocketServer.SendingQueuePool;
        await Wait.UntilEqual(() => pool.AvialableItemsCount, 40);
    }

    [Test]
    public async Task Row_13_maxRequestLength_counts_exactly_however_the_bytes_come_and_the_log_names_it([Values(1, 30, 1000)] int write)
    {
        Logs.ExpectError("maxRequestLength=100");
        ScriptedServer server = StartScripted(change: config => config.MaxRequestLength = 100);
        TestClient longest = await ConnectAsync(server);
        TestClient tooLong = await ConnectAsync(server);

        await WriteAsync(longest, "ECHO " + new string('x', 92) + "\r\n");
        await WriteAsync(tooLong, "ECHO " + new string('x', 93) + "\r\n");

        Assert.That(await longest.ReadLineAsync(), Is.EqualTo(new string('x', 92)));
        await tooLong.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
        Assert.That(await longest.AskAsync("ECHO alive"), Is.EqualTo("alive"));

        async Task WriteAsync(TestClient client, string text)
        {
            foreach (char[] piece in text.Chunk(write))
                await client.SendAsync(new string(piece));
        }
    }

    [Test]
    public async Task Row_13_maxRequestLength_can_be_another_for_each_session()
    {
        ScriptedServer server = StartScripted(server => server.MaxRequestLength = _ => 5000);

        string text = new('x', 4000);

        Assert.That(await (await ConnectAsync(server)).AskAsync("ECHO " + text), Is.EqualTo(text));
    }

    [Test]
    public async Task Row_16_Encoding_one_setting_serves_both_directions_and_ASCII_warns_instead_of_corrupting_silently()
    {
        ScriptedServer chinese = StartScripted(change: config => config.TextEncoding = "utf-8");
        Assert.That(await (await ConnectAsync(chinese)).AskAsync("ECHO 你好"), Is.EqualTo("你好"));
        Assert.That(Logs.Has(LogLevel.Warn, "textEncoding"), Is.False);

        ScriptedServer ascii = StartScripted(server => server.WhenSessionStarted = session => session.Send("你好"));
        Assert.That(await (await ConnectAsync(ascii)).ReadLineAsync(), Is.EqualTo("??"));
        Assert.That(Logs.Has(LogLevel.Warn, "textEncoding"), Is.True);
    }
}
