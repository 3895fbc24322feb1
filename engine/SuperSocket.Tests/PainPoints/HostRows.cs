using System.Reflection;
using System.Runtime.InteropServices;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Bootstrap;

namespace SuperSocket.Tests.PainPoints;

/// <summary>Known problems of 1.6 with starting and with what it needs: one test for each row of the list in section 5 of the contract.</summary>
public class HostRows : BootstrapFixture
{
    private static readonly string Type = TypeName(typeof(RunServer));

    private static readonly Assembly[] Product =
    [
        typeof(ArraySegmentList).Assembly, typeof(AppServer).Assembly, typeof(DefaultBootstrap).Assembly, typeof(FixedSizeReceiveFilter<>).Assembly,
    ];

    [Test]
    public async Task Row_01_Modern_NET_the_model_and_the_configuration_of_1_6_run_on_it()
    {
        Assert.That(Environment.Version.Major, Is.GreaterThanOrEqualTo(10));
        var bootstrap = Start($"""
            <superSocket>
              <servers><server name="S" serverTypeName="run" maxConnectionNumber="10" textEncoding="gb2312">{AnyPort}</server></servers>
              <serverTypes><add name="run" type="{Type}"/></serverTypes>
            </superSocket>
            """);

        Assert.That(await (await Connect(bootstrap, "S")).AskAsync("Echo hello"), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Row_02_Linux_and_every_other_system_starts_stops_and_starts()
    {
        var bootstrap = Start(OneServer(AnyPort));
        for (int round = 0; round < 3; round++)
        {
            using (TestClient client = await Connect(bootstrap, "S"))
                Assert.That(await client.AskAsync("Echo hello"), Is.EqualTo("hello"), RuntimeInformation.OSDescription);
            bootstrap.Stop();
            Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success), bootstrap.LastError);
        }
    }

    [Test]
    public void Row_17_No_visible_reason_every_refusal_tells_its_own()
    {
        Assert.That(Refusal(OneServer("<listeners><add ip='nowhere' port='0'/></listeners>")), Does.Contain("nowhere"));
    }

    [Test]
    public void Row_17_No_visible_reason_the_trap_of_Setup_with_two_arguments_is_told()
    {
        using var server = new TrappedServer();
        server.SetMeUp();

        Assert.That(() => server.Start(), Throws.Exception.With.Message.Contains("call Setup first"));
    }

    [Test]
    public void Row_19_log4net_is_not_needed()
    {
        Assert.That(References(), Has.None.StartsWith("log4net"));
        Assert.That(Directory.GetFiles(AppContext.BaseDirectory, "log4net*.dll"), Is.Empty);
    }

    [Test]
    public async Task Row_20_Performance_counters_and_IPC_are_gone_and_two_hosts_run_side_by_side()
    {
        Assert.That(References(), Has.None.Contains("PerformanceCounter").And.None.Contains("Remoting").And.None.Contains("Pipes"));

        var first = Start(OneServer(AnyPort));
        var second = Start(OneServer(AnyPort));

        Assert.That(await (await Connect(first, "S")).AskAsync("Echo one"), Is.EqualTo("one"));
        Assert.That(await (await Connect(second, "S")).AskAsync("Echo two"), Is.EqualTo("two"));
    }

    [Test]
    public void Row_21_Isolation_agent_is_not_offered()
    {
        Assert.That(Directory.GetFiles(AppContext.BaseDirectory, "*Agent*.exe"), Is.Empty);
        Assert.That(Product.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.Contains("Agent", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Row_26_Features_that_2_x_dropped_the_connection_limit_and_several_servers_in_a_host()
    {
        var bootstrap = Start($"""
            <superSocket><servers>
              <server name="Small" serverType="{Type}" maxConnectionNumber="1">{AnyPort}</server>
              <server name="Large" serverType="{Type}">{AnyPort}</server>
            </servers></superSocket>
            """);

        Assert.That(await (await Connect(bootstrap, "Small")).AskAsync("Echo in"), Is.EqualTo("in"));
        Assert.That(await (await Connect(bootstrap, "Small")).ReadLineAsync(), Is.Null);
        Assert.That(await (await Connect(bootstrap, "Large")).AskAsync("Echo in"), Is.EqualTo("in"));
        Assert.That(await (await Connect(bootstrap, "Large")).AskAsync("Echo in"), Is.EqualTo("in"));
        Assert.That(TakeErrors(), Has.Length.EqualTo(1).And.One.Contains("maxConnectionNumber=1"));
    }

    private static string OneServer(string children)
        => $"<superSocket><servers><server name='S' serverType='{Type}'>{children}</server></servers></superSocket>";

    // What the product's assemblies need, and what those need in turn.
    private static HashSet<string> References()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Assembly>(Product);
        while (open.TryPop(out Assembly? assembly))
        {
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                bool ours = name.Name!.StartsWith("SuperSocket", StringComparison.Ordinal);
                if (names.Add(name.Name) && ours)
                    open.Push(Assembly.Load(name));
            }
        }

        return names;
    }

    private sealed class TrappedServer : RunServer
    {
        public void SetMeUp() => Setup(new RootConfig(), new ServerConfig { Name = "S", Ip = "Any", Port = 0 });
    }
}
