using System.Globalization;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

/// <summary>Who is told to have held a thread for long. Each test ends with a request behind those that it is about, so that they have been judged.</summary>
public class SlowCommandTests : EngineFixture
{
    private string Warnings => string.Join(" | ", Logs.Lines.Where(line => line.Contains("held a thread")));

    [Test]
    public async Task A_datagrams_request_that_waited_for_another_is_not_slow()
    {
        var server = Start<SlowServer, SlowSession, StringRequestInfo>(new SlowServer(), config => config.Mode = SocketMode.Udp, null);
        using var udp = new UdpClient();
        udp.Connect(server.Listeners[0].EndPoint);
        await udp.SendAsync(Encoding.ASCII.GetBytes("PARK 1100\r\nQUICK\r\nQUICK\r\n"));
        for (int i = 0; i < 3; i++)
            await udp.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(Warnings, Is.Empty);
    }

    [Test]
    public async Task A_request_that_waited_for_another_is_not_slow()
    {
        TestClient client = await ConnectAsync(Start());
        await client.SendAsync("PARK 1100\r\nQUICK\r\nQUICK\r\n");
        for (int i = 0; i < 3; i++)
            await client.ReadLineAsync();
        Assert.That(Warnings, Is.Empty);
    }

    [Test]
    public async Task A_request_of_a_transport_of_others_that_waited_for_another_is_not_slow()
    {
        SlowServer server = Start();
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("QUICK\r\n");
        await client.ReadLineAsync();
        byte[] block = Encoding.ASCII.GetBytes("PARK 1100\r\nQUICK\r\n");
        ((IAppSession)server.GetAllSessions().Single()).ProcessRequest(block, 0, block.Length, true);
        Assert.That(Warnings, Is.Empty);
    }

    [Test]
    public async Task A_request_that_the_server_makes_after_a_pause_is_not_slow()
    {
        SlowServer server = Start();
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("QUICK\r\n");
        await client.ReadLineAsync();
        await Task.Delay(1100);
        server.Run(server.GetAllSessions().Single(), "QUICK");
        Assert.That(Warnings, Is.Empty);
    }

    [Test]
    public async Task Of_a_slow_command_that_calls_a_quick_one_the_slow_one_is_named()
    {
        TestClient client = await ConnectAsync(Start());
        await client.SendAsync("OUTER\r\nQUICK\r\n");
        await client.ReadLineAsync();
        await client.ReadLineAsync();
        Assert.That(Warnings, Does.Contain("The command Outer held a thread").And.Not.Contain("Quick"));
    }

    private SlowServer Start() => Start<SlowServer, SlowSession, StringRequestInfo>(new SlowServer(), null, null);
}

public class SlowServer : AppServer<SlowSession>
{
    public void Run(SlowSession session, string key) => ExecuteCommand(session, new StringRequestInfo(key, string.Empty, []));
}

public class SlowSession : AppSession<SlowSession>;

/// <summary>The next request waits for as many milliseconds as its body says; no thread does.</summary>
public class Park : StringCommandBase<SlowSession>
{
    public override void ExecuteCommand(SlowSession session, StringRequestInfo requestInfo)
    {
        session.HoldRequests(Task.Delay(int.Parse(requestInfo.Body, CultureInfo.InvariantCulture)));
        session.Send("parked");
    }
}

/// <summary>Takes no time.</summary>
public class Quick : StringCommandBase<SlowSession>
{
    public override void ExecuteCommand(SlowSession session, StringRequestInfo requestInfo) => session.Send("quick");
}

/// <summary>Takes longer than a second, and has the server handle another request of its session.</summary>
public class Outer : StringCommandBase<SlowSession>
{
    public override void ExecuteCommand(SlowSession session, StringRequestInfo requestInfo)
    {
        Thread.Sleep(1100);
        ((SlowServer)session.AppServer).Run(session, "QUICK");
    }
}
