using NUnit.Framework;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>How long a send waits, and for whom.</summary>
public class SendWaitTests : EngineFixture
{
    private const int Megabyte = 1024 * 1024;

    // Short, and yet much longer than a pause of the reader on a busy machine.
    private const int TimeOut = 2000;

    [Test]
    public async Task A_short_text_behind_a_large_one_waits_for_nobody()
    {
        ScriptedServer server = StartScripted(change: config => config.SendTimeOut = -1);
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);
        ScriptedSession session = await server.SessionAsync();

        session.Send(new byte[20 * Megabyte], 0, 20 * Megabyte);
        session.Send("done");

        await client.ReadExactlyAsync(20 * Megabyte);
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done"));
    }

    [Test]
    public async Task As_many_segments_of_any_size_as_sendingQueueSize_says_are_accepted([Values(1, 5, 12)] int size)
    {
        ScriptedServer server = StartScripted(change: config => (config.SendTimeOut, config.SendingQueueSize) = (-1, size));
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);
        ScriptedSession session = await server.SessionAsync();
        var large = new ArraySegment<byte>(new byte[4 * Megabyte]);
        session.Send(new byte[16 * Megabyte], 0, 16 * Megabyte);

        for (int i = 0; i < size; i++)
            Assert.That(session.TrySend(large), Is.True, $"segment {i}");

        Assert.That(session.TrySend(large), Is.False);
        Assert.That(() => session.Send(large), Throws.TypeOf<TimeoutException>());
        await client.ReadExactlyAsync((16 + (size * 4)) * Megabyte);
        Assert.That(session.TrySend("again"), Is.True);
    }

    [Test]
    public async Task The_bound_in_bytes_counts_alone_where_it_is_configured()
    {
        ScriptedServer server = StartScripted(change: config =>
        {
            config.SendTimeOut = -1;
            config.Options = new() { ["maxSendBytes"] = "65536" };
        });
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);
        ScriptedSession session = await server.SessionAsync();
        session.Send(new byte[16 * Megabyte], 0, 16 * Megabyte);

        Assert.That(session.TrySend("more"), Is.False);
    }

    [Test]
    public async Task A_send_waits_as_long_as_the_peer_reads()
    {
        ScriptedServer server = StartScripted(change: config => (config.SendTimeOut, config.SendingQueueSize) = (TimeOut, 1));
        TestClient client = await ConnectAsync(server, receiveBuffer: 128 * 1024);
        ScriptedSession session = await server.SessionAsync();

        Task sending = OnThread(() =>
        {
            for (int i = 0; i < 4; i++)
                session.Send(new byte[8 * Megabyte], 0, 8 * Megabyte);
            session.Send("done");
        });
        var time = System.Diagnostics.Stopwatch.StartNew();
        for (int read = 0; read < 32; read++)
        {
            await client.ReadExactlyAsync(Megabyte);
            await Task.Delay(TimeOut / 20);
            Assert.That(sending.Exception, Is.Null, $"after {read} MB");
        }

        Assert.That(time.ElapsedMilliseconds, Is.GreaterThan(TimeOut * 3 / 2), "The reader was slower than sendTimeOut.");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done"));
        await sending.WaitAsync(Deadline.Default);
    }

    [Test]
    public async Task A_peer_that_does_not_read_fails_a_send_whose_text_names_nobody([Values(-1, 300)] int sendTimeOut)
    {
        ScriptedServer server = StartScripted(change: config => config.SendTimeOut = sendTimeOut);
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();

        TimeoutException? error = Assert.Throws<TimeoutException>(() => SendUntilItFails(session));

        Assert.That(error!.Message, Is.EqualTo("The sending attempt timed out"));
        Assert.That(Logs.Has(LogLevel.Info, "sendTimeOut"), Is.True);
        Assert.That(session.Connected, Is.True);
    }

    [Test]
    public async Task A_peer_that_takes_a_byte_now_and_then_does_not_hold_a_sender()
    {
        ScriptedServer server = StartScripted(change: config => config.SendTimeOut = 500);
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();

        Task sending = OnThread(() => SendUntilItFails(session));
        while (!sending.IsCompleted)
        {
            await client.ReadExactlyAsync(1);
            await Task.WhenAny(sending, Task.Delay(50));
        }

        Assert.That(async () => await sending, Throws.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task A_large_answer_before_the_close_arrives_however_slowly_it_is_read_as_long_as_it_is_read()
    {
        ScriptedServer server = StartScripted(
            server => server.WhenUnknown = (session, _) =>
            {
                for (int i = 0; i < 3; i++)
                    session.Send(new byte[8 * Megabyte], 0, 8 * Megabyte);
                session.Send("done");
                session.Close();
            },
            config => config.SendTimeOut = TimeOut);
        TestClient client = await ConnectAsync(server, receiveBuffer: 128 * 1024);

        await client.SendAsync("BIG\r\n");
        for (int read = 0; read < 24; read++)
        {
            await client.ReadExactlyAsync(Megabyte);
            await Task.Delay(TimeOut / 20);
        }

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("done\r\n"));
    }

    // However large the buffers of the system are.
    private static void SendUntilItFails(ScriptedSession session)
    {
        byte[] piece = new byte[256 * 1024];
        for (int i = 0; i < 1000; i++)
            session.Send(piece, 0, piece.Length);
    }

    // Not on the pool: there the senders that wait would keep its few threads from the clients that read.
    private static Task OnThread(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
