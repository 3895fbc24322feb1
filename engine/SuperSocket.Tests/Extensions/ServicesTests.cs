using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

public class ServicesTests : EngineFixture
{
    [Test]
    public async Task A_command_gets_services_through_its_constructor()
    {
        using var services = new OneService(new Greeting("hello"));
        GreetingServer server = Start<GreetingServer, GreetingSession, StringRequestInfo>(new GreetingServer { Services = services }, null, null);
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("GREET bob"), Is.EqualTo("hello bob"));
    }

    [Test]
    public async Task The_servers_of_a_bootstrap_share_its_services()
    {
        using var services = new OneService(new Greeting("shared"));
        var source = new ConfigurationSource
        {
            Servers = [Config(config => config.ServerType = typeof(GreetingServer).AssemblyQualifiedName)],
        };
        using var bootstrap = new DefaultBootstrap(source) { Services = services };
        Assert.That(bootstrap.Initialize(Logs), Is.True);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        TestClient client = await ConnectAsync((IAppServer)bootstrap.AppServers.Single());

        Assert.That(await client.AskAsync("GREET bob"), Is.EqualTo("shared bob"));
    }

    [Test]
    public void A_command_that_needs_a_service_that_is_not_there_fails_set_up_with_its_name()
    {
        Logs.ExpectError("Greet");
        using var server = new GreetingServer();

        Assert.That(server.Setup(Config(), logFactory: Logs), Is.False);
    }

    private sealed class OneService(Greeting greeting) : IServiceProvider, IDisposable
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Greeting) ? greeting : null;

        public void Dispose()
        {
        }
    }
}

public sealed record Greeting(string Word);

public class GreetingServer : AppServer<GreetingSession>
{
}

public class GreetingSession : AppSession<GreetingSession>
{
}

public class Greet(Greeting greeting) : StringCommandBase<GreetingSession>
{
    public override void ExecuteCommand(GreetingSession session, StringRequestInfo requestInfo) => session.Send($"{greeting.Word} {requestInfo.Body}");
}
