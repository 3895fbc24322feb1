using NUnit.Framework;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ParallelSendTests : EngineFixture
{
    private const int Threads = 5;
    private const int Lines = 1000;

    [Test]
    public async Task Every_line_of_several_threads_arrives_once_in_the_order_of_its_thread_and_no_list_is_broken()
    {
        ScriptedServer server = StartScripted(change: c =>
        {
            c.SendingQueueSize = 100;
            c.SendTimeOut = 15_000;
        });
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();

        Task sending = Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Lines; i++)
                {
                    if (i % 2 == 0)
                        session.Send($"{thread} {i}");
                    else
                        session.Send([new([(byte)('0' + thread)]), new(" "u8.ToArray()), new(System.Text.Encoding.ASCII.GetBytes($"{i}")), new("\r\n"u8.ToArray())]);
                }
            },
            TaskCreationOptions.LongRunning)));

        int[] next = new int[Threads];
        for (int i = 0; i < Threads * Lines; i++)
        {
            string[] line = (await client.ReadLineAsync())!.Split(' ');
            int thread = line[0][0] - '0';
            Assert.That(line[1], Is.EqualTo($"{next[thread]++}"));
        }

        await sending;
        session.Close();
        Assert.That(await client.ReadLineAsync(), Is.Null);
    }

    [Test]
    public async Task The_caller_may_reuse_its_array_at_once()
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        byte[] array = new byte[64];
        Task<byte[]> reading = client.ReadExactlyAsync(256 * 64 * 2);

        for (int i = 0; i < 256; i++)
        {
            Array.Fill(array, (byte)i);
            session.Send(array, 0, 64);
            Array.Fill(array, (byte)0xEE);
            Array.Fill(array, (byte)i);
            session.Send([new(array, 0, 32), new(array, 32, 32)]);
            Array.Fill(array, (byte)0xEE);
        }

        byte[] received = await reading;
        for (int i = 0; i < received.Length; i++)
        {
            if (received[i] != i / 128)
                Assert.Fail($"Byte {i} is {received[i]}.");
        }
    }

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public async Task With_syncSend_or_without_batches_an_answer_is_with_the_peer_while_its_command_still_runs(bool syncSend, bool batches)
    {
        using var arrived = new ManualResetEventSlim();
        bool? inTime = null;
        BatchingServer server = Start<BatchingServer, ScriptedSession, StringRequestInfo>(new BatchingServer(batches), c => c.SyncSend = syncSend, null);
        server.NewRequestReceived += (session, _) =>
        {
            session.Send("now");
            inTime = arrived.Wait(Deadline.Default);
            session.Send("later");
        };
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("X"), Is.EqualTo("now"));
        arrived.Set();
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("later"));
        Assert.That(inTime, Is.True);
    }

    [Test]
    public async Task A_batching_server_sends_everything_to_everybody_in_order()
    {
        BatchingServer server = Start<BatchingServer, ScriptedSession, StringRequestInfo>(new BatchingServer(true), null, null);
        server.NewRequestReceived += (_, request) =>
        {
            foreach (ScriptedSession session in server.GetAllSessions())
                session.Send(request.Body);
        };
        TestClient[] clients = [await ConnectAsync(server), await ConnectAsync(server), await ConnectAsync(server)];
        await Wait.UntilEqual(() => server.SessionCount, 3);

        await clients[0].SendAsync(string.Concat(Enumerable.Range(0, 500).Select(i => $"ALL {i}\r\n")));

        foreach (TestClient client in clients)
        {
            for (int i = 0; i < 500; i++)
                Assert.That(await client.ReadLineAsync(), Is.EqualTo($"{i}"));
        }
    }

    [Test]
    public async Task Two_sessions_whose_commands_send_to_each_other_do_not_block_each_other()
    {
        BatchingServer server = Start<BatchingServer, ScriptedSession, StringRequestInfo>(new BatchingServer(true), c => c.SendTimeOut = 10_000, null);
        string text = new('x', 900);
        server.NewRequestReceived += (session, _) =>
        {
            foreach (ScriptedSession other in server.GetSessions(other => other != session))
                other.Send(text);
        };
        TestClient[] clients = [await ConnectAsync(server), await ConnectAsync(server)];
        await Wait.UntilEqual(() => server.SessionCount, 2);

        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            Task sending = client.SendAsync(string.Concat(Enumerable.Repeat("X\r\n", 3000)));
            for (int i = 0; i < 3000; i++)
                Assert.That((await client.ReadLineAsync())!, Has.Length.EqualTo(900));
            await sending;
        })));
    }

    private sealed class BatchingServer(bool batches) : ScriptedServer
    {
        protected override bool BatchSends => batches;
    }
}
