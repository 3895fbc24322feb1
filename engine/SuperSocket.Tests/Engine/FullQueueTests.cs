using System.Diagnostics;
using NUnit.Framework;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>Peers that read slowly or not at all.</summary>
public class FullQueueTests : EngineFixture
{
    private static readonly byte[] Block = new byte[32 * 1024];

    [Test]
    public async Task TrySend_is_refused_when_the_queue_is_full_and_taken_again_when_the_peer_has_read()
    {
        (ScriptedSession session, TestClient client) = await FillAsync(sendTimeOut: 5000);

        Assert.That(session.TrySend(Block, 0, Block.Length), Is.False);
        Assert.That(session.TrySend([new(Block)]), Is.False);

        Task reading = client.WaitForEndAsync();
        await Wait.Until(() => session.TrySend(Block, 0, Block.Length), "there is room");
        session.Close();
        await reading;
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task Send_waits_for_the_send_time_out_without_burning_the_processor_and_throws()
    {
        (ScriptedSession session, _) = await FillAsync(sendTimeOut: 1000);
        TimeSpan cpuBefore = ProcessorTimeOfThisThread();
        long start = Stopwatch.GetTimestamp();

        Assert.That(() => session.Send(Block, 0, Block.Length), Throws.InstanceOf<TimeoutException>());

        TimeSpan waited = Stopwatch.GetElapsedTime(start);
        TimeSpan burnt = ProcessorTimeOfThisThread() - cpuBefore;
        Assert.That(waited, Is.InRange(TimeSpan.FromMilliseconds(900), Deadline.Default));
        Assert.That(burnt, Is.LessThan(waited / 2));
        Assert.That(session.Connected, Is.True);
    }

    [Test]
    public async Task With_a_negative_send_time_out_Send_throws_at_once()
    {
        (ScriptedSession session, _) = await FillAsync(sendTimeOut: -1);
        long start = Stopwatch.GetTimestamp();

        Assert.That(() => session.Send(Block, 0, Block.Length), Throws.InstanceOf<TimeoutException>());
        Assert.That(() => session.Send([new(Block)]), Throws.InstanceOf<TimeoutException>());

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Deadline.Default));
    }

    [Test]
    public async Task With_a_send_time_out_of_0_Send_waits_until_the_peer_reads()
    {
        (ScriptedSession session, TestClient client) = await FillAsync(sendTimeOut: 0);
        Task sending = Task.Run(() => session.Send(Block, 0, Block.Length));
        await Task.WhenAny(sending, Task.Delay(300));
        Assert.That(sending.IsCompleted, Is.False);

        Task reading = client.WaitForEndAsync();
        await sending.WaitAsync(Deadline.Default);

        session.Close();
        await reading;
    }

    [Test]
    public async Task A_Send_that_waits_ends_quietly_when_the_session_closes([Values(0, 15_000)] int sendTimeOut)
    {
        (ScriptedSession session, TestClient client) = await FillAsync(sendTimeOut);
        Task sending = Task.Run(() => session.Send(Block, 0, Block.Length));
        await Task.WhenAny(sending, Task.Delay(100));
        Assert.That(sending.IsCompleted, Is.False);

        client.Abort();

        await sending.WaitAsync(Deadline.Default);
    }

    [Test]
    public async Task A_list_longer_than_the_queue_is_taken_by_an_empty_queue()
    {
        ScriptedServer server = StartScripted(change: c => c.SendTimeOut = -1);
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        ArraySegment<byte>[] list = [.. Enumerable.Range(0, 1000).Select(i => new ArraySegment<byte>([.. Enumerable.Repeat((byte)i, 1000)]))];

        session.Send(list);

        byte[] received = await client.ReadExactlyAsync(1_000_000);
        Assert.That(received.AsSpan().SequenceEqual(list.SelectMany(segment => segment).ToArray()), Is.True);
    }

    [Test]
    public async Task A_peer_that_does_not_read_holds_a_broadcaster_up_for_the_send_time_out_at_most()
    {
        ScriptedServer server = StartScripted(change: c => c.SendTimeOut = 1000);
        TestClient[] readers = [await ConnectAsync(server), await ConnectAsync(server)];
        await ConnectAsync(server, receiveBuffer: 4096);
        await Wait.UntilEqual(() => server.SessionCount, 3);
        Task<byte[]>[] reading = [.. readers.Select(reader => reader.ReadExactlyAsync(200 * Block.Length))];

        TimeSpan longest = TimeSpan.Zero;
        var stuck = new HashSet<ScriptedSession>();
        for (int i = 0; i < 200; i++)
        {
            foreach (ScriptedSession session in server.GetAllSessions().Where(session => !stuck.Contains(session)))
            {
                long start = Stopwatch.GetTimestamp();
                try
                {
                    session.Send(Block, 0, Block.Length);
                }
                catch (TimeoutException)
                {
                    stuck.Add(session);
                }

                TimeSpan took = Stopwatch.GetElapsedTime(start);
                longest = took > longest ? took : longest;
            }
        }

        await Task.WhenAll(reading);
        Assert.That(stuck, Has.Count.EqualTo(1));
        Assert.That(longest, Is.LessThan(Deadline.Default));
    }

    private async Task<(ScriptedSession Session, TestClient Client)> FillAsync(int sendTimeOut)
    {
        ScriptedServer server = StartScripted(change: c => c.SendTimeOut = sendTimeOut);
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();

        // Full for good once the kernel's buffers are full too.
        int refusals = 0;
        while (refusals < 20)
        {
            if (session.TrySend(Block, 0, Block.Length))
            {
                refusals = 0;
            }
            else
            {
                refusals++;
                await Task.Delay(5);
            }
        }

        return (session, client);
    }

    // User and system time are the fields 14 and 15 of proc(5), in ticks of 10 ms; the name before them may hold anything but ends with the last bracket.
    private static TimeSpan ProcessorTimeOfThisThread()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], System.Globalization.CultureInfo.InvariantCulture) + long.Parse(fields[12], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
