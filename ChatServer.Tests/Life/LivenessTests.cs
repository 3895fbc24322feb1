using ChatServer.Hosting;
using ChatServer.Sessions;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Life;

/// <summary>A server that hangs is noticed.</summary>
public sealed class LivenessTests
{
    [Test]
    public async Task A_server_is_alive_until_it_hangs_or_stops()
    {
        using var server = new HangingServer();
        var config = new ServerConfig { Name = "Hanging", TextEncoding = "utf-8", Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }] };
        Assert.That(server.Setup(new RootConfig(), config), Is.True);
        using var bootstrap = new DefaultBootstrap([server]);
        var liveness = new Liveness(bootstrap);
        Assert.That(liveness.FindProblem(TimeSpan.FromMinutes(1)), Is.EqualTo("no server runs"));

        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        Assert.That(liveness.FindProblem(TimeSpan.FromMinutes(1)), Is.Null);
        server.Hang();
        string? problem = null;
        for (var deadline = new Deadline(); problem == null && !deadline.IsOver; await Task.Delay(50))
            problem = liveness.FindProblem(TimeSpan.FromSeconds(3));
        Assert.That(problem, Does.StartWith("the server Hanging has not looked after its sessions for "));

        server.GoOn();
        for (var deadline = new Deadline(); problem != null && !deadline.IsOver; await Task.Delay(50))
            problem = liveness.FindProblem(TimeSpan.FromSeconds(3));
        Assert.That(problem, Is.Null);
        await Task.Run(bootstrap.Stop);
        Assert.That(liveness.FindProblem(TimeSpan.FromMinutes(1)), Is.EqualTo("no server runs"));
    }

    private sealed class HangingServer : ChatAppServer
    {
        private readonly ManualResetEventSlim _goesOn = new(initialState: true);

        public void Hang() => _goesOn.Reset();

        public void GoOn() => _goesOn.Set();

        public override IEnumerable<ChatSession> GetAllSessions()
        {
            _goesOn.Wait();
            return base.GetAllSessions();
        }
    }
}
