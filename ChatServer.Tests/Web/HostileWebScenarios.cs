using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>Clients that mean no good, and many of them.</summary>
public class HostileWebScenarios : WebScenario
{
    [Test]
    public async Task One_address_cannot_take_all_connections_by_opening_none_to_the_chat()
    {
        Setup = Setup with { Web = "maxConnectionNumber=\"50\"", Limits = "maxConnectionsPerAddress=\"5\"" };
        var idle = new List<Socket>();
        int closed = 0;
        for (int i = 0; i < 50; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
            await socket.ConnectAsync(WebEndPoint);
            idle.Add(socket);
            if (i >= 5 && await IsClosed(socket))
                closed++;
        }

        Assert.That(closed, Is.EqualTo(45));
        Assert.That(await Http.GetStringAsync(Address("/healthz")), Is.EqualTo("The server runs."), "others have the other 45");
        idle.ForEach(socket => socket.Dispose());
        await Until("nobody counts any more", () => Server.Web.Addresses.Count <= 1);
    }

    private static async Task<bool> IsClosed(Socket socket, double seconds = Deadline.DefaultSeconds)
    {
        byte[] answer = new byte[1024];
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            while (await socket.ReceiveAsync(answer, SocketFlags.None, time.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    [Test]
    public async Task Entering_the_tutorial_counts_towards_the_rates_of_messages_and_logins()
    {
        Setup = Setup with { Limits = "messagesPerSecond=\"1\" messageBurst=\"4\" loginsPerSecondPerAddress=\"1\" loginBurstPerAddress=\"5\"" };
        var time = System.Diagnostics.Stopwatch.StartNew();
        for (int i = 0; i < 200; i++)
        {
            using RawWebSocket tutorial = await RawWebSocket.Open(WebEndPoint, "/Home/MyWebSocket?name=User1");
            await tutorial.Receives();
        }

        // Each login lets three others know that somebody comes, and that somebody goes.
        double logins = 5 + 1 + time.Elapsed.TotalSeconds;
        Assert.That(Server.Chat.StoredCount, Is.LessThanOrEqualTo(logins * 2 * 3), "messages in the mailboxes of members who are away, by somebody who said nothing and gave no password");
    }

    [Test]
    public async Task A_server_with_hundreds_of_talking_browsers_stops([Values(false, true)] bool isReading)
    {
        Setup = Setup with { Web = "maxConnectionNumber=\"1000\"" };
        Browser[] people = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => LogInByWeb($"user{i}")));
        foreach (Web.Browser person in people)
        {
            await person.SendsCommand(new { cmd = "Join", group = "verona" });
        }

        using var stop = new CancellationTokenSource();
        int closed = 0;
        var otherwise = new ConcurrentQueue<string>();
        Task[] reading = [.. people.Select(person => Task.Run(async () =>
        {
            try
            {
                if (!isReading)
                    return;
                int? code = await person.ReadsAwayUntilClose(60);
                if (code == 1001)
                    Interlocked.Increment(ref closed);
                else
                    otherwise.Enqueue($"closed with {code}");
            }
            catch (Exception e)
            {
                otherwise.Enqueue(e.Message);
            }
        }))];
        Task[] talking = [.. people.Take(20).Select(person => Task.Run(async () =>
        {
            try
            {
                while (!stop.IsCancellationRequested)
                    await person.SendsCommand(new { cmd = "Say", group = "verona", text = "hello" });
            }
            catch (Exception)
            {
                // The server is gone.
            }
        }))];
        await Task.Delay(1000);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.Run(Server.Stop);
        TimeSpan took = watch.Elapsed;
        await stop.CancelAsync();
        await Task.WhenAll([.. reading, .. talking]);
        TestContext.Out.WriteLine($"took {took}, {closed} closed with 1001, {otherwise.Count} otherwise");
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(60)));
        if (isReading)
            Assert.That(closed, Is.GreaterThanOrEqualTo(100), () => $"those who flood the server to the last may be reset: {string.Join(", ", otherwise.Distinct())}");
    }

    [Test]
    public async Task A_thousand_half_open_requests_leave_the_server_usable_and_go()
    {
        Setup = Setup with { Web = "maxConnectionNumber=\"1500\"" };
        ScriptedClient tcp = await LogIn("tcp");
        var half = new List<Socket>();
        for (int i = 0; i < 1000; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(WebEndPoint);
            if (i % 2 == 0)
                await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes("GET /ws HTTP/1.1\r\nHost: 127"));
            half.Add(socket);
        }

        Browser good = await LogInByWeb("good");
        await good.SendsCommand(new { cmd = "HB" });
        await good.ReceivesText();
        await tcp.Sends("HB R");
        await tcp.Receives("R");
        // Those that have said nothing at all go later.
        for (int i = 0; i < half.Count; i += 2)
            Assert.That(await IsClosed(half[i], seconds: 30), Is.True);
        half.ForEach(socket => socket.Dispose());
        await good.Leaves();
    }

    [Test]
    public async Task Random_bytes_and_frames_hurt_nobody_else([Values(1, 2)] int seed)
    {
        Browser good = await LogInByWeb("good");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        int connections = 0;
        Task[] fuzzers = [.. Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            var random = new Random((seed * 1000) + n);
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    using RawWebSocket client = random.Next(5) == 0 ? await RawWebSocket.Connect(WebEndPoint) : await RawWebSocket.Open(WebEndPoint, random.Next(4) == 0 ? "/Home/MyWebSocket?name=User2" : "/ws");
                    Interlocked.Increment(ref connections);
                    for (int i = random.Next(20); i >= 0; i--)
                    {
                        byte[] payload = new byte[random.Next(3) == 0 ? random.Next(5000) : random.Next(130)];
                        random.NextBytes(payload);
                        if (random.Next(2) == 0)
                            payload = System.Text.Encoding.UTF8.GetBytes(new[] { "{\"cmd\":\"Check\",\"id\":\"x" + n + "\",\"password\":\"p\"}", "{\"cmd\":\"Join\",\"group\":\"g\"}", "{\"cmd\":\"Say\",\"group\":\"g\",\"text\":\"\\ud800\\r\\n x\"}", "\r\n", "a\r", "{" }[random.Next(6)]);
                        switch (random.Next(6))
                        {
                            case 0:
                                await client.Sends(payload);
                                break;
                            case 1:
                                await client.Sends(RawWebSocket.FrameOf(random.Next(16), payload[..Math.Min(125, payload.Length)], random.Next(2) == 0));
                                break;
                            case 2:
                                byte[] frame = RawWebSocket.FrameOf(RawWebSocket.Text, payload);
                                await client.Sends(frame[..random.Next(frame.Length)]);
                                break;
                            case 3:
                                await client.Sends([.. RawWebSocket.FrameOf(RawWebSocket.Text, payload, isFinal: false), .. RawWebSocket.FrameOf(RawWebSocket.Ping, payload[..Math.Min(125, payload.Length)]), .. RawWebSocket.FrameOf(RawWebSocket.Continuation, payload)]);
                                break;
                            default:
                                await client.Sends(RawWebSocket.FrameOf(RawWebSocket.Text, payload));
                                break;
                        }
                    }

                }
                catch (Exception)
                {
                    // Whatever the server answers is right, as long as it answers others.
                }
            }
        }))];
        while (!stop.IsCancellationRequested)
        {
            await good.SendsCommand(new { cmd = "Chat", to = "good", text = "还在吗" });
            await good.ReceivesMessage("good", "还在吗");
            await good.SendsCommand(new { cmd = "Confirm", id = "*" });
            await good.ReceivesText();
        }

        await Task.WhenAll(fuzzers);
        await good.Leaves();
        TestContext.Out.WriteLine($"{connections} connections");
        await Until("all sessions are gone", () => Server.Web.SessionCount == 0);
    }
}
