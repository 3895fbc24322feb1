using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>A reload that starts and stops servers, while something else does.</summary>
[NonParallelizable]
public class ServersThatComeAndGoTests : BootstrapFixture
{
    // Long enough for what does not wait to have happened.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    [SetUp]
    public void Begin() => SlowServer.Begin();

    [TearDown]
    public void End() => SlowServer.MayGoOn.Set();

    [Test]
    public async Task A_stop_waits_for_the_servers_that_a_reload_starts()
    {
        DefaultBootstrap bootstrap = Start(Section(string.Empty));
        Write(Section(Slow("slowStart='true'")));
        Task<ConfigurationReload> reload = Task.Run(bootstrap.Reload);
        await SlowServer.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Task stop = Task.Run(bootstrap.Stop);
        await Task.WhenAny(stop, Task.Delay(Moment));
        SlowServer.MayGoOn.Set();
        Assert.That((await reload).Errors, Is.Empty);
        await stop;
        Assert.That(bootstrap.AppServers.Select(server => server.State), Is.All.EqualTo(ServerState.NotStarted));
        Assert.That(bootstrap.GetServerByName("slow"), Is.Not.Null);
    }

    [Test]
    public async Task A_reload_during_a_stop_starts_nothing()
    {
        DefaultBootstrap bootstrap = Start(Section(Slow("slowStop='true'")));
        Task stop = Task.Run(bootstrap.Stop);
        await SlowServer.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Write(Section(Slow("slowStop='true'") + Slow(string.Empty).Replace("'slow'", "'more'", StringComparison.Ordinal)));
        Assert.That(bootstrap.Reload().Errors, Is.EqualTo(new[] { "The servers stop." }));
        SlowServer.MayGoOn.Set();
        await stop;
        Assert.That(bootstrap.GetServerByName("more"), Is.Null);
    }

    [Test]
    public async Task A_server_that_is_removed_and_added_again_waits_for_its_port()
    {
        int port = FindFreePort();
        string slow = Slow("mode='Udp' slowEnd='true'").Replace("port='0'", $"port='{port}'", StringComparison.Ordinal);
        DefaultBootstrap bootstrap = Start(Section(slow));
        using var client = new UdpClient();
        await client.SendAsync("hello\r\n"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, port));
        await Wait.Until(() => ((AppServer)Server(bootstrap, "slow")).SessionCount == 1, "the session");

        Write(Section(string.Empty));
        Assert.That(bootstrap.Reload().Errors, Is.Empty);
        await SlowServer.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Write(Section(slow));
        Task<ConfigurationReload> reload = Task.Run(bootstrap.Reload);
        await Task.WhenAny(reload, Task.Delay(Moment));
        SlowServer.MayGoOn.Set();
        Assert.That((await reload).Errors, Is.Empty);
        Assert.That(Server(bootstrap, "slow").State, Is.EqualTo(ServerState.Running));
    }

    private static int FindFreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    private static string Slow(string attributes) => $"<server name='slow' serverType='{TypeName(typeof(SlowServer))}' {attributes}>{AnyPort}</server>";

    // Only a reload that is asked for.
    private static string Section(string servers)
        => $"<superSocket fileCheckInterval='0'><servers>{servers}"
            + $"<server name='s' serverType='{TypeName(typeof(TriableServer))}'>{AnyPort}</server></servers></superSocket>";
}

/// <summary>A server that waits for the test where its configuration says: at its start, at its stop, or when a session ends.</summary>
public class SlowServer : TriableServer
{
    public static ManualResetEventSlim MayGoOn { get; private set; } = new();

    public static TaskCompletionSource Reached { get; private set; } = new();

    public static void Begin()
        => (MayGoOn, Reached) = (new ManualResetEventSlim(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public override bool Start()
    {
        WaitIf("slowStart");
        return base.Start();
    }

    protected override void OnStopped() => WaitIf("slowStop");

    protected override void OnSessionClosed(AppSession session, CloseReason reason)
    {
        WaitIf("slowEnd");
        base.OnSessionClosed(session, reason);
    }

    private void WaitIf(string option)
    {
        if (Config.Options?[option] == null)
            return;
        Reached.TrySetResult();
        MayGoOn.Wait(TimeSpan.FromSeconds(60));
    }
}
