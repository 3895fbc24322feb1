using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Monitoring;

/// <summary>What the meter SuperSocket says of sessions and requests. Servers have names of their own, because all of a process share the meter.</summary>
public class RequestMetricsTests : EngineFixture
{
    private readonly MeterReader _meter = new(SuperSocketMetrics.MeterName);
    private readonly string _name = "Metrics-" + Guid.NewGuid();

    [TearDown]
    public void StopListening() => _meter.Dispose();

    [Test]
    public async Task Sessions_requests_and_bytes_are_counted()
    {
        ScriptedServer server = StartScripted(change: config => config.Name = _name + 1);
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("ECHO 1\r\nECHO 2\r\nECHO 3\r\n");
        for (int i = 0; i < 3; i++)
            await client.ReadLineAsync();

        await Wait.UntilEqual(() => Read("supersocket.requests", server), 3);
        Assert.That(Read("supersocket.sessions", server), Is.EqualTo(1));
        Assert.That(Read("supersocket.connections", server), Is.EqualTo(1));
        Assert.That(Read("supersocket.connections.limit", server), Is.EqualTo(server.Config.MaxConnectionNumber));
        Assert.That(Read("supersocket.connections.accepted", server), Is.EqualTo(1));
        Assert.That(Read("supersocket.network.io", server, ("direction", "receive")), Is.EqualTo("ECHO 1\r\n".Length * 3));
        Assert.That(Read("supersocket.network.io", server, ("direction", "transmit")), Is.EqualTo("1\r\n".Length * 3));

        client.Dispose();
        await Wait.UntilEqual(() => Read("supersocket.sessions", server), 0);
        await Wait.UntilEqual(() => Read("supersocket.connections", server), 0);
    }

    [Test]
    public async Task The_first_request_of_a_block_is_measured_with_the_name_of_its_command()
    {
        ScriptedServer server = StartScripted(change: config => config.Name = _name + 2);
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("echo 1\r\nECHO 2\r\nECHO 3\r\n");
        for (int i = 0; i < 3; i++)
            await client.ReadLineAsync();
        Assert.That(await client.AskAsync("ECHO 4"), Is.EqualTo("4"));

        // The network may cut the first block.
        await Wait.Until(() => Durations("Echo").Length >= 2, "both blocks are measured");
        Assert.That(Durations("Echo"), Has.Length.LessThanOrEqualTo(4).And.All.InRange(0, 60));
        double[] all = _meter.Recorded("supersocket.request.duration", ("server", server.Name));
        Assert.That(all, Has.Length.EqualTo(Durations("Echo").Length), "The tag has the name of the command, not what was typed.");

        double[] Durations(string command) => _meter.Recorded("supersocket.request.duration", ("server", server.Name), ("command", command));
    }

    [Test]
    public async Task Asynchronous_commands_are_measured_wherever_they_stand_in_a_block()
    {
        ScriptedServer server = StartScripted(change: config => config.Name = _name + 6);
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("ECHO 1\r\nPAUSE 20\r\nPAUSE 20\r\n");
        for (int i = 0; i < 3; i++)
            await client.ReadLineAsync();
        await Wait.UntilEqual(() => _meter.Recorded("supersocket.request.duration", ("server", server.Name), ("command", "Pause")).Length, 2);
        double[] pauses = _meter.Recorded("supersocket.request.duration", ("server", server.Name), ("command", "Pause"));
        Assert.That(pauses, Is.All.InRange(0.015, 60), "with the time in which they wait");
        await Wait.UntilEqual(() => Read("supersocket.requests", server), 3);
    }

    [Test]
    public async Task Refused_connections_are_counted_by_their_reason()
    {
        Logs.ExpectError("maxConnectionNumber=1");
        ScriptedServer server = StartScripted(change: config =>
        {
            config.Name = _name + 3;
            config.MaxConnectionNumber = 1;
        });
        TestClient first = await ConnectAsync(server);
        Assert.That(await first.AskAsync("ECHO in"), Is.EqualTo("in"));
        for (int i = 0; i < 3; i++)
            await (await ConnectAsync(server)).WaitForEndAsync();

        Assert.That(Read("supersocket.connections.refused", server, ("reason", "server_full")), Is.EqualTo(3));
        Assert.That(Read("supersocket.connections.refused", server), Is.EqualTo(3));
    }

    [Test]
    public void A_server_that_does_not_run_has_no_values()
    {
        ScriptedServer server = StartScripted(change: config => config.Name = _name + 4);
        Assert.That(Read("supersocket.sessions", server), Is.Zero);
        server.Stop();
        Assert.That(_meter.Observe().Where(sample => sample.Tags.TryGetValue("server", out string? name) && name == server.Name), Is.Empty);
        Assert.That(server.Start(), Is.True);
        Assert.That(Read("supersocket.sessions", server), Is.Zero);
    }

    [Test]
    public void Free_descriptors_are_fewer_than_their_limit()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Only Linux and macOS have a limit, and only Linux lists what is open.");
        StartScripted(change: config => config.Name = _name + 5);
        double limit = _meter.Read("supersocket.descriptors.limit");
        Assert.That(_meter.Read("supersocket.descriptors.free"), Is.InRange(1, limit - 3), "Standard input, output and error are open.");
    }

    private double Read(string name, IAppServer server, params (string Key, string Value)[] tags) => _meter.Read(name, [("server", server.Name), .. tags]);
}
