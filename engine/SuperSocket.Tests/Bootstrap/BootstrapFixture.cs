using System.Net;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Configuration;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>
/// Runs servers of a configuration file in a directory of the test's own. A test fails if something logs an error that it did not
/// take with <see cref="TakeErrors"/>.
/// </summary>
public abstract class BootstrapFixture : ConfigFileFixture
{
    /// <summary>A listener on a free port of this machine.</summary>
    protected const string AnyPort = "<listeners><add ip='127.0.0.1' port='0'/></listeners>";

    private readonly List<IDisposable> _open = [];
    private int _takenErrors;

    protected RecordingLogFactory Logs { get; } = new();

    /// <summary>What the bootstrap writes besides its log.</summary>
    protected StringWriter ErrorOutput { get; } = new();

    [TearDown]
    public void StopAll()
    {
        foreach (IDisposable open in Enumerable.Reverse(_open))
            open.Dispose();
        Assert.That(Logs.Errors.Skip(_takenErrors), Is.Empty, "unexpected errors in the log");
    }

    /// <summary>The type of a class in this assembly, or another one, as a configuration names it.</summary>
    protected static string TypeName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    /// <summary>A bootstrap of a file with a section.</summary>
    /// <param name="section">The section's XML with its tag.</param>
    /// <param name="name">Name of the section.</param>
    protected DefaultBootstrap Create(string section, string name = "superSocket")
    {
        Write(section, name);
        return Own((DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(File));
    }

    /// <summary>A bootstrap whose servers are set up, with the test's logs.</summary>
    protected DefaultBootstrap Initialize(string section)
    {
        DefaultBootstrap bootstrap = Create(section);
        Assert.That(bootstrap.Initialize(Logs), bootstrap.LastError);
        return bootstrap;
    }

    /// <summary>A bootstrap whose servers run.</summary>
    protected DefaultBootstrap Start(string section)
    {
        DefaultBootstrap bootstrap = Initialize(section);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success), bootstrap.LastError);
        return bootstrap;
    }

    /// <summary>The errors of a bootstrap that is refused, which are the same in its log, in its text and on its error output.</summary>
    protected string Refusal(string section)
    {
        DefaultBootstrap bootstrap = Create(section);
        Assert.That(bootstrap.Initialize(Logs), Is.False);
        Assert.That(string.Join(Environment.NewLine, TakeErrors()), Is.EqualTo(bootstrap.LastError));
        Assert.That(ErrorOutput.ToString().TrimEnd(), Is.EqualTo(bootstrap.LastError));
        return bootstrap.LastError;
    }

    protected static IAppServer Server(IBootstrap bootstrap, string name) => (IAppServer)bootstrap.GetServerByName(name)!;

    internal async Task<TestClient> Connect(IBootstrap bootstrap, string server, int listener = 0)
    {
        IPEndPoint endPoint = Server(bootstrap, server).Listeners[listener].EndPoint;
        return Own(await TestClient.ConnectAsync(endPoint.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, endPoint.Port) : endPoint));
    }

    /// <summary>The errors that were logged and not taken before; they do not fail the test.</summary>
    protected string[] TakeErrors()
    {
        string[] errors = [.. Logs.Errors.Skip(_takenErrors).Select(line => line.Message)];
        _takenErrors += errors.Length;
        return errors;
    }

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _open.Add(disposable);
        if (disposable is DefaultBootstrap bootstrap)
            bootstrap.ErrorOutput = ErrorOutput;
        return disposable;
    }
}
