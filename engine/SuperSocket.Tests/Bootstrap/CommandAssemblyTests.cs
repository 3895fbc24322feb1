using NUnit.Framework;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Commands in DLLs that lie next to the program and that only the configuration names.</summary>
public class CommandAssemblyTests : BootstrapFixture
{
    private const string Plain = "SuperSocket.SocketBase.AppServer, SuperSocket.SocketBase";

    [Test]
    public async Task Commands_come_from_several_assemblies()
    {
        var bootstrap = Start($"""
            <superSocket><servers>
              <server name="calculator" serverType="{Plain}">
                <commandAssemblies>
                  <add assembly="SuperSocket.Tests.CommandsA"/>
                  <add assembly="SuperSocket.Tests.CommandsB"/>
                  <add assembly="SuperSocket.Tests.CommandsC"/>
                </commandAssemblies>
                {AnyPort}
              </server>
            </servers></superSocket>
            """);

        using var client = await Connect(bootstrap, "calculator");
        Assert.That(await client.AskAsync("ADD 1 2 3"), Is.EqualTo("6"));
        Assert.That(await client.AskAsync("mult 4 5"), Is.EqualTo("20"));
        Assert.That(await client.AskAsync("325 abc"), Is.EqualTo("cba"), "a nested class with a name of its own");
        Assert.That(await client.AskAsync("SUB 1"), Is.EqualTo("Unknown request: SUB"));
    }

    [Test]
    public async Task A_server_has_the_commands_of_its_own_assembly_and_of_no_other()
    {
        var bootstrap = Start($"""
            <superSocket>
              <servers>
                <server name="own" serverTypeName="calculator">{AnyPort}</server>
                <server name="both" serverTypeName="calculator">
                  <commandAssemblies><add assembly="SuperSocket.Tests.CommandsB"/></commandAssemblies>{AnyPort}
                </server>
              </servers>
              <serverTypes><add name="calculator" type="SuperSocket.Tests.CommandsA.CalculatorServer, SuperSocket.Tests.CommandsA"/></serverTypes>
            </superSocket>
            """);

        using var own = await Connect(bootstrap, "own");
        Assert.That(await own.AskAsync("ADD 1 2"), Is.EqualTo("3"));
        Assert.That(await own.AskAsync("MULT 1 2"), Is.EqualTo("Unknown request: MULT"));
        using var both = await Connect(bootstrap, "both");
        Assert.That(await both.AskAsync("ADD 1 2"), Is.EqualTo("3"));
        Assert.That(await both.AskAsync("MULT 1 2"), Is.EqualTo("2"));
    }

    [Test]
    public async Task An_assembly_with_a_full_name_of_an_older_version_is_found()
    {
        var bootstrap = Start($"""
            <superSocket><servers>
              <server name="s" serverType="SuperSocket.SocketBase.AppServer, SuperSocket.SocketBase, Version=1.6.0.0, Culture=neutral, PublicKeyToken=6c80000676988ebb">
                <commandAssemblies><add assembly="SuperSocket.Tests.CommandsA, Version=1.0.0.0"/></commandAssemblies>{AnyPort}
              </server>
            </servers></superSocket>
            """);
        using var client = await Connect(bootstrap, "s");
        Assert.That(await client.AskAsync("ADD 1 1"), Is.EqualTo("2"));
    }

    [Test]
    public void A_missing_assembly_is_refused_by_name() => Assert.That(
        Refusal($"""
            <superSocket><servers>
              <server name="s" serverType="{Plain}"><commandAssemblies><add assembly="Nowhere"/></commandAssemblies>{AnyPort}</server>
            </servers></superSocket>
            """),
        Does.Contain("'Nowhere' could not be loaded"));

    [Test]
    public void Two_commands_of_one_name_are_refused() => Assert.That(
        Refusal($"""
            <superSocket><servers>
              <server name="s" serverType="{TypeName(typeof(RunServer))}"><commandAssemblies><add assembly="SuperSocket.Tests"/></commandAssemblies>{AnyPort}</server>
              <server name="t" serverType="{TypeName(typeof(TwiceServer))}">{AnyPort}</server>
            </servers></superSocket>
            """),
        Does.Contain("Two commands have the name 'TWICE'"));
}
