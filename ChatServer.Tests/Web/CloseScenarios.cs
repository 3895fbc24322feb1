using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using SuperSocket.SocketBase;

namespace ChatServer.Tests.Web;

/// <summary>How connections of browsers end, and what the server says of it.</summary>
public sealed class CloseScenarios : WebScenario
{
    [Test]
    public async Task Whoever_logs_in_elsewhere_is_told_and_closed()
    {
        Browser romeo = await LogInByWeb("romeo");
        ScriptedClient elsewhere = await LogIn("romeo");
        await romeo.ReceivesCode(450);
        await romeo.ReceivesClose(1000);

        Browser back = await LogInByWeb("romeo");
        await elsewhere.Receives(Kicked);
        await elsewhere.ReceivesEnd();
        await back.Leaves();
        await UntilOffline("romeo");
    }

    [Test]
    public async Task A_server_that_stops_says_so_and_waits_for_nobody()
    {
        Setup = Setup with { Web = "sendTimeOut=\"1000\"" };
        Browser romeo = await LogInByWeb("romeo");
        using RawWebSocket silent = await RawWebSocket.Open(WebEndPoint);
        await Http.GetStringAsync(Address("/")); // its connection stays open
        int port = WebEndPoint.Port;

        var watch = Stopwatch.StartNew();
        Task stopping = Task.Run(Server.Stop);
        await romeo.ReceivesCode(504);
        await romeo.ReceivesClose(1001);
        Assert.That(async () => await RawWebSocket.Connect(new IPEndPoint(IPAddress.Loopback, port)), Throws.InstanceOf<System.Net.Sockets.SocketException>(), "while sessions end");
        await romeo.AnswersClose();
        await silent.ReceivesClose(1001);
        await stopping.WaitAsync(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(Deadline.DefaultSeconds / 2)));
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        listener.Start();
    }

    [Test]
    public async Task A_server_that_was_stopped_starts_again()
    {
        Browser before = await LogInByWeb("romeo");
        Server.Web.Stop();
        await before.ReceivesUntilClose(1001);
        Assert.That(Server.Web.Start(), Is.True);
        Browser after = await LogInByWeb("romeo");
        await after.Leaves();
    }

    [Test]
    public async Task Whoever_does_not_log_in_or_idles_is_closed_for_policy()
    {
        Setup = Setup with
        {
            Web = "clearIdleSession=\"true\" idleSessionTimeOut=\"5\" clearIdleSessionInterval=\"1\"",
            Limits = "loginTimeOut=\"1\"",
        };
        Browser late = await Open("late");
        await late.ReceivesCode(453);
        await late.ReceivesClose(1008);
        Browser idle = await LogInByWeb("idle");
        List<string> last = await idle.ReceivesUntilClose(1008);
        Assert.That(last, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_browser_that_does_not_read_is_closed_and_keeps_its_messages()
    {
        Setup = Setup with { Limits = "slowReaderTimeOut=\"1\"", Web = "sendTimeOut=\"1000\"" };
        const int Messages = 4000;
        string text = new('x', 1000);
        Browser login = await LogInByWeb("juliet");
        await login.Leaves();
        using RawWebSocket juliet = await RawWebSocket.Open(WebEndPoint, receiveBuffer: 4096);
        await juliet.Sends(RawWebSocket.FrameOf("""{"cmd":"Check","id":"juliet","password":"secret"}"""));
        await Until("juliet is online", () => Server.Chat.OnlineIds.Contains("juliet"));

        ScriptedClient romeo = await LogIn("romeo");
        for (int i = 0; i < Messages; i++)
            await romeo.Sends($"Chat juliet {i} {text}");
        await UntilOffline("juliet");

        Assert.That(Server.Chat.StoredCount, Is.EqualTo(Messages));
        Browser again = await LogInByWeb("juliet");
        for (int i = 0; i < Messages; i++)
            await again.ReceivesMessage("romeo", $"{i} {text}", isReplay: true);
    }

    [Test]
    public async Task What_waits_for_a_browser_that_does_not_read_is_bounded()
    {
        using RawWebSocket juliet = await RawWebSocket.Open(WebEndPoint, receiveBuffer: 4096);
        await juliet.Sends(RawWebSocket.FrameOf("""{"cmd":"Check","id":"juliet","password":"secret"}"""));
        await Until("juliet is online", () => Server.Chat.OnlineIds.Contains("juliet"));
        ScriptedClient romeo = await LogIn("romeo");
        string text = new('x', 1000);
        for (int i = 0; i < 20_000; i++)
            await romeo.Sends($"Chat juliet {text}");
        await romeo.ReceivesNothing();

        // What the kernel took for her, and 64 KiB; the rest is in her mailbox only. Of 20 MB she reads the start, and then the rest.
        int read = 0;
        while (read < 20_000)
        {
            RawWebSocket.Frame frame = await juliet.Receives();
            read += frame.Text.Contains("\"type\":\"message\"", StringComparison.Ordinal) ? 1 : 0;
        }
    }

    [Test]
    public async Task Connections_over_the_limit_are_closed_at_once_and_counted()
    {
        Setup = Setup with { Web = "maxConnectionNumber=\"2\"" };
        Server.ExpectError("the limit maxConnectionNumber=2 is reached");
        Browser one = await Open("one");
        Browser two = await Open("two");
        Assert.That(async () => await OpenSilently("three"), Throws.InstanceOf<WebSocketException>());
        Assert.That(FreeSlots, Is.Zero);
        await one.Leaves();
        two.Vanishes();
        await Until("both are gone", () => FreeSlots == 2);
        Assert.That(Server.Web.SessionCount, Is.Zero);
        await Open("four");
        Assert.That(Server.Web.SessionCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_who_resets_the_connection_costs_nothing()
    {
        for (int i = 0; i < 20; i++)
        {
            Browser romeo = await LogInByWeb("romeo");
            romeo.Vanishes();
            await UntilOffline("romeo");
        }

        await Until("all slots are free", () => FreeSlots == Server.Web.Config.MaxConnectionNumber);
    }

    [Test]
    public async Task Messages_for_somebody_who_is_away_come_at_the_next_login_until_they_are_confirmed()
    {
        Browser romeo = await LogInByWeb("romeo");
        await romeo.SendsCommand(new { cmd = "Chat", to = "juliet", text = "你在吗", @ref = "r1" });
        await romeo.ReceivesCode(203);
        await romeo.ReceivesCode(204);
        Browser juliet = await LogInByWeb("juliet");
        JObject message = await juliet.ReceivesMessage("romeo", "你在吗", isReplay: true);
        await juliet.Leaves();
        juliet = await LogInByWeb("juliet");
        await juliet.ReceivesMessage("romeo", "你在吗", isReplay: true);
        await juliet.SendsCommand(new { cmd = "Confirm", id = (string)message["id"]! });
        await Until("it is confirmed", () => Server.Chat.StoredCount == 0);
        await juliet.SendsCommand(new { cmd = "Format", value = "text" });
        Assert.That(await juliet.ReceivesText(), Does.Contain("text"));
        await romeo.SendsCommand(new { cmd = "Chat", to = "juliet", text = "words" });
        Assert.That(await juliet.ReceivesText(), Does.StartWith("romeo 给你发消息:words "));
    }

    private int FreeSlots => ((ISocketServerAccessor)Server.Web).SocketServer.SendingQueuePool.AvialableItemsCount;
}
