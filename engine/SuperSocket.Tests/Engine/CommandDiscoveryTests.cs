using System.Collections.Specialized;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class CommandDiscoveryTests : EngineFixture
{
    [Test]
    public void Public_commands_of_exactly_this_session_are_found_nested_ones_included()
    {
        OddServer server = Own(new OddServer());

        server.Setup(Config(), logFactory: Logs);

        Assert.That(server.CommandNames, Is.EquivalentTo(new[] { "325", "Nested" }));
    }

    [Test]
    public async Task A_command_is_called_by_its_own_name_in_any_case()
    {
        OddServer server = Start<OddServer, OddSession, StringRequestInfo>(new OddServer(), null, null);
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("325 a  b"), Is.EqualTo("325(a  b) of 2"));
        Assert.That(await client.AskAsync("nEsTeD"), Is.EqualTo("325 nEsTeD"));
        Assert.That(await client.AskAsync("Number"), Is.EqualTo("Unknown request: Number"));
        Assert.That(await client.AskAsync("NESTED"), Is.EqualTo("nEsTeD NESTED"));
    }

    [Test]
    public async Task A_server_without_a_class_of_its_own_finds_the_commands_of_the_configured_assemblies()
    {
        AppServer<OddSession> server = Start<AppServer<OddSession>, OddSession, StringRequestInfo>(
            new AppServer<OddSession>(), c => c.CommandAssemblies = [new CommandAssemblyConfig { Assembly = "SuperSocket.Tests" }], null);
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("325 x"), Is.EqualTo("325(x) of 1"));
    }

    [Test]
    public void An_assembly_named_twice_or_that_is_the_servers_own_counts_once()
    {
        OddServer server = Own(new OddServer());

        bool done = server.Setup(
            Config(c => c.CommandAssemblies = [new CommandAssemblyConfig { Assembly = "SuperSocket.Tests" }, new CommandAssemblyConfig { Assembly = "SuperSocket.Tests" }]),
            logFactory: Logs);

        Assert.That(done, Is.True);
        Assert.That(server.CommandNames, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_command_assembly_that_does_not_exist_fails_the_set_up()
    {
        Logs.ExpectError("The command loader");
        Logs.ExpectError("No.Such.Assembly");
        using var server = new OddServer();

        Assert.That(server.Setup(Config(c => c.CommandAssemblies = [new CommandAssemblyConfig { Assembly = "No.Such.Assembly" }]), logFactory: Logs), Is.False);
    }

    [Test]
    public void The_old_option_for_command_assemblies_fails_the_set_up()
    {
        Logs.ExpectError("The command loader");
        Logs.ExpectError("<commandAssemblies>");
        using var server = new OddServer();

        Assert.That(server.Setup(Config(c => c.Options = new NameValueCollection { ["commandAssembly"] = "SuperSocket.Tests" }), logFactory: Logs), Is.False);
    }

    [Test]
    public void Two_commands_of_one_name_fail_the_set_up()
    {
        Logs.ExpectError("Two commands have the name 'T");
        Logs.ExpectError("OtherTwin");
        using var server = new TwinServer();

        Assert.That(server.Setup(Config(), logFactory: Logs), Is.False);
    }

    [Test]
    public void Two_commands_of_one_name_from_different_loaders_fail_the_set_up()
    {
        Logs.ExpectError("Two commands have the name '325'");
        using var server = new OddServer();

        Assert.That(server.Setup(Config(), logFactory: Logs, commandLoaders: [new ListLoader<OddSession>("325")]), Is.False);
    }

    [Test]
    public void A_command_without_a_public_constructor_without_parameters_fails_the_set_up()
    {
        Logs.ExpectError("The command loader");
        Logs.ExpectError("Unmakable' has no public constructor");
        using var server = new UnmakableServer();

        Assert.That(server.Setup(Config(), logFactory: Logs), Is.False);
    }

    [Test]
    public void A_loader_that_cannot_be_initialised_or_cannot_load_fails_the_set_up([Values] bool initialises)
    {
        Logs.ExpectError("ListLoader");
        Logs.ExpectError("the reason");
        using var server = new OddServer();
        var loader = new ListLoader<OddSession>() { Initialises = initialises, Loads = false };

        Assert.That(server.Setup(Config(), logFactory: Logs, commandLoaders: [loader]), Is.False);
    }

    [Test]
    public async Task A_loader_adds_replaces_and_removes_commands_of_a_running_server()
    {
        var loader = new ListLoader<ScriptedSession>("QUIET");
        ScriptedServer server = Own(new ScriptedServer());
        server.Setup(Config(), logFactory: Logs, commandLoaders: [loader]);
        server.Start();
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("quiet\r\n");
        Assert.That(await client.AskAsync("LATER"), Is.EqualTo("Unknown request: LATER"));

        loader.Change(CommandUpdateAction.Add, new Says("LATER", "added"));
        Assert.That(await client.AskAsync("later"), Is.EqualTo("added"));

        loader.Change(CommandUpdateAction.Update, new Says("LATER", "updated"));
        Assert.That(await client.AskAsync("LATER"), Is.EqualTo("updated"));

        loader.Change(CommandUpdateAction.Remove, new Says("later", "removed"));
        Assert.That(await client.AskAsync("LATER"), Is.EqualTo("Unknown request: LATER"));
        Assert.That(await client.AskAsync("ECHO the others stay"), Is.EqualTo("the others stay"));
    }

    private sealed class TwinServer : AppServer<TwinSession>
    {
    }

    private sealed class UnmakableServer : AppServer<UnmakableSession>
    {
    }

    private sealed class Says(string name, string text) : ICommand<ScriptedSession, StringRequestInfo>
    {
        public string Name => name;

        public void ExecuteCommand(ScriptedSession session, StringRequestInfo requestInfo) => session.Send(text);
    }

    private sealed class ListLoader<TSession>(params string[] names) : CommandLoaderBase<ICommand<TSession, StringRequestInfo>>
        where TSession : IAppSession, IAppSession<TSession, StringRequestInfo>, new()
    {
        public bool Initialises { get; init; } = true;

        public bool Loads { get; init; } = true;

        public override bool Initialize(IRootConfig rootConfig, IAppServer appServer)
        {
            if (!Initialises)
                OnError("the reason");
            return Initialises;
        }

        public override bool TryLoadCommands(out IEnumerable<ICommand<TSession, StringRequestInfo>> commands)
        {
            if (!Loads)
                OnError("the reason");
            commands = names.Select(name => new MockupCommand<TSession, StringRequestInfo>(name));
            return Loads;
        }

        public void Change(CommandUpdateAction action, ICommand<TSession, StringRequestInfo> command)
            => OnUpdated([new CommandUpdateInfo<ICommand<TSession, StringRequestInfo>> { UpdateAction = action, Command = command }]);
    }
}
