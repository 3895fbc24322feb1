using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>Bootstraps of configuration files in a directory of the test's own.</summary>
public abstract class BootstrapFixture : EngineFixture
{
    protected const string Scripted = "SuperSocket.Tests.Engine.Support.ScriptedServer, SuperSocket.Tests";
    protected const string Listener = """<listeners><add ip="127.0.0.1" port="0"/></listeners>""";

    private readonly string _directory = Directory.CreateTempSubdirectory("supersocket-bootstrap-").FullName;

    protected StringWriter ErrorOutput { get; } = new();

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    /// <summary>A bootstrap of a file with these servers; it is not initialised.</summary>
    protected DefaultBootstrap Create(string servers, string more = "", string attributes = "")
    {
        string file = Path.Combine(_directory, "App.config");
        File.WriteAllText(file, $"""
            <configuration>
              <configSections>
                <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine"/>
              </configSections>
              <superSocket {attributes}><servers>{servers}</servers>{more}</superSocket>
            </configuration>
            """);
        var bootstrap = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(file);
        bootstrap.ErrorOutput = ErrorOutput;
        return Own(bootstrap);
    }

    protected static string Server(string name, string attributes = "", string children = Listener)
        => $"""<server name="{name}" serverType="{Scripted}" {attributes}>{children}</server>""";

    protected static ScriptedServer ServerOf(IBootstrap bootstrap, string name) => (ScriptedServer)bootstrap.GetServerByName(name)!;

    /// <summary>Expects a refusal whose reason is in the log, in LastError and on the error output.</summary>
    protected void ExpectRefusal(DefaultBootstrap bootstrap, string reason)
    {
        Logs.ExpectError(reason);
        Assert.That(bootstrap.Initialize(Logs), Is.False);
        Assert.That(bootstrap.LastError, Does.Contain(reason));
        Assert.That(ErrorOutput.ToString(), Does.Contain(reason));
    }
}
