using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>How long pairs wait for a server that is slow, and for one that does nothing any more.</summary>
[Platform(Include = "Linux")]
public class PairSetScenarios
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Test]
    public async Task A_server_that_stands_still_is_not_written_to_until_the_end()
    {
        using var server = new OwnServer(new ServerConfiguration(), program: null);
        await server.StartAsync();
        using var pairs = new PairSet(server.Target("own", WireTransport.Tcp, Progress.None), 2, NumberedLine.Digits) { Patience = Patience };
        using Process stop = Process.Start("kill", ["-STOP", $"{server.Process.Id}"]);
        await stop.WaitForExitAsync();

        long start = Stopwatch.GetTimestamp();
        Assert.That(() => pairs.RunRate(100, TimeSpan.FromSeconds(30), new LatencyHistogram()), Throws.TypeOf<IOException>().With.Message.Contains("nothing came for 2 s"));
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(15)));
    }

    [Test]
    public async Task A_slow_server_is_waited_for_as_long_as_messages_come()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Factory.StartNew(() => DeliverSlowly(listener, messages: 4, pause: Patience / 3), TaskCreationOptions.LongRunning);
        var target = new LoadTarget { Name = "slow", EndPoint = (IPEndPoint)listener.LocalEndpoint, Transport = WireTransport.Tcp };
        using (var pairs = new PairSet(target, 1, NumberedLine.Digits) { Patience = Patience })
        {
            pairs.RunWindow(4, TimeSpan.Zero);
            pairs.Drain();
            Assert.That(pairs.Delivered, Is.EqualTo(4));
        }

        await serving;
        Assert.That(target.Errors.Any, Is.False);
    }

    [Test]
    public async Task An_exchange_ends_with_what_it_is_measured_beside()
    {
        using var server = new OwnServer(new ServerConfiguration(), program: null);
        await server.StartAsync();
        LoadTarget target = server.Target("own", WireTransport.Tcp, Progress.None);
        using var pairs = new PairSet(target, 2, NumberedLine.Digits);
        using var end = new CancellationTokenSource();
        long start = Stopwatch.GetTimestamp();
        pairs.RunRate(100, TimeSpan.FromMinutes(5), new LatencyHistogram(), meanwhile: () => CancelOnceDelivered(pairs, end), end.Token);
        Assert.That((Stopwatch.GetElapsedTime(start).TotalMinutes < 1, target.Errors.Any), Is.EqualTo((true, false)));
    }

    private static void CancelOnceDelivered(PairSet pairs, CancellationTokenSource end)
    {
        if (pairs.Delivered > 0)
            end.Cancel();
    }

    // As much of a chat server as one pair needs, on a thread of its own, so that it is as slow as it shall be and not slower.
    private static void DeliverSlowly(TcpListener listener, int messages, TimeSpan pause)
    {
        using Socket sender = listener.AcceptSocket();
        using Socket receiver = listener.AcceptSocket();
        foreach (Socket user in (Socket[])[sender, receiver])
            user.Send("Logged in\r\n"u8);
        for (int number = 0; number < messages; number++)
        {
            Thread.Sleep(pause);
            receiver.Send(Encoding.ASCII.GetBytes($"s0 says: {number:D10} {Guid.NewGuid()}\r\n"));
        }

        // Until the pair is gone.
        byte[] rest = new byte[1024];
        while (sender.Receive(rest) > 0)
        {
        }
    }
}
