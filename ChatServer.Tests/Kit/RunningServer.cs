using System.Net;
using ChatServer.Admin;
using ChatServer.Admin.Http;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Sessions;
using ChatServer.Udp;
using ChatServer.Web;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Kit;

/// <summary>
/// The chat servers of one configuration file, running in this process. Ending it fails the test if the server logged an error
/// that was not announced, or did not log one that was.
/// </summary>
public sealed class RunningServer : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-server-");
    private readonly RecordingLogFactory _log = new();
    private readonly List<string> _expectedErrors = [];
    private readonly List<string> _allowedErrors = [];
    private readonly string _file;
    private readonly List<(string File, IBootstrap Bootstrap)> _others = [];
    private readonly int _nodes;
    private IBootstrap _bootstrap;
    private int _next;

    /// <summary>Starts the servers.</summary>
    public RunningServer(ServerSetup setup)
    {
        _file = Path.Combine(_directory.FullName, "App.config");
        _nodes = setup.Nodes;
        Configure(setup);
        _bootstrap = Start(_file);
        StartOthers();
    }

    /// <summary>Where the journal is.</summary>
    public string DataDirectory => Path.Combine(_directory.FullName, "data");

    /// <summary>Everything that was logged.</summary>
    public IReadOnlyCollection<LogLine> Log => _log.Lines;

    /// <summary>The service that both servers share.</summary>
    public ChatService Chat => Server("utf-8").System.Chat;

    /// <summary>The services of all nodes.</summary>
    public IEnumerable<ChatService> Chats => Enumerable.Range(0, _nodes).Select(node => Server("utf-8", node).System.Chat);

    /// <summary>Who has which password.</summary>
    public AccountService Accounts => Server("utf-8").System.Accounts;

    /// <summary>Where the server of an encoding listens. If there are several nodes, another one with each call.</summary>
    public IPEndPoint EndPoint(string encoding) => EndPoint(encoding, Interlocked.Increment(ref _next));

    /// <summary>Where the server of an encoding listens at a node.</summary>
    public IPEndPoint EndPoint(string encoding, int node) => Server(encoding, node).Listeners[0].EndPoint;

    /// <summary>The server of an encoding.</summary>
    public ChatAppServer Server(string encoding) => Server(encoding, 0);

    /// <summary>The server of an encoding at a node.</summary>
    public ChatAppServer Server(string encoding, int node)
        => Bootstraps[node % Bootstraps.Length].AppServers.OfType<ChatAppServer>()
            .Single(server => server is not WebChatServer and not UdpChatServer && server.Config.TextEncoding == encoding);

    /// <summary>The web server.</summary>
    public WebChatServer Web => _bootstrap.AppServers.OfType<WebChatServer>().Single();

    /// <summary>The server over UDP.</summary>
    public UdpChatServer Udp => _bootstrap.AppServers.OfType<UdpChatServer>().Single();

    /// <summary>Starts the admin host of the servers, where the configuration says.</summary>
    public Task<AdminHost> StartAdmin() => AdminHost.StartAsync(_bootstrap, ChatOptions.Load(_file), _log);

    /// <summary>Carries out a line of an administrator.</summary>
    /// <returns>What people read.</returns>
    public async Task<string> Administer(string line) => AdminText.Write(await AdministerAsync(line));

    /// <summary>Carries out a line of an administrator.</summary>
    internal Task<AdminResult> AdministerAsync(string line)
        => AdminService.Of(_bootstrap).ExecuteLineAsync(new AdminCaller("test", AdminDoor.Socket, "local"), line.Split(' '));

    /// <summary>Announces that errors with this text belong to the test.</summary>
    public void ExpectError(string text) => _expectedErrors.Add(text);

    /// <summary>Allows errors with this text, which a busy machine may cause.</summary>
    public void AllowError(string text) => _allowedErrors.Add(text);

    /// <summary>Drops what was logged until now, but for errors.</summary>
    public void ForgetLog() => _log.Forget();

    /// <summary>Stops the servers, as the program does at its end.</summary>
    public void Stop()
    {
        foreach ((_, IBootstrap other) in _others)
            other.Stop();
        _bootstrap.Stop();
    }

    /// <summary>Stops the servers, and starts new ones on the same files.</summary>
    /// <param name="setup">Another configuration; <see langword="null"/> for the same.</param>
    public void Restart(ServerSetup? setup = null)
    {
        Stop();
        if (setup != null)
            Configure(setup);
        _bootstrap = Start(_file);
        StartOthers();
    }

    /// <summary>Stops a node other than the first one, and starts it again.</summary>
    public void RestartNode(int node)
    {
        _others[node - 1].Bootstrap.Stop();
        _others[node - 1] = (_others[node - 1].File, Start(_others[node - 1].File));
    }

    /// <summary>Saves another configuration, and lets the running servers use it.</summary>
    /// <param name="setup">The configuration.</param>
    public ConfigurationReload Reload(ServerSetup setup) => Reload(setup.ToXml());

    /// <summary>Saves another configuration, and lets the running servers use it.</summary>
    /// <param name="text">The text of the file.</param>
    public ConfigurationReload Reload(string text)
    {
        File.WriteAllText(_file, text);
        return ((DefaultBootstrap)_bootstrap).Reload();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _directory.Delete(recursive: true);
        LogLine[] errors = [.. _log.Lines.Where(line => line.Level >= LogLevel.Error)];
        LogLine[] unexpected = [.. errors.Where(line => !_expectedErrors.Exists(line.Message.Contains) && !_allowedErrors.Exists(line.Message.Contains))];
        string[] missing = [.. _expectedErrors.Where(text => !Array.Exists(errors, line => line.Message.Contains(text, StringComparison.Ordinal)))];
        Assert.That(unexpected, Is.Empty, "the server logged errors that the test did not announce");
        Assert.That(missing, Is.Empty, "the server did not log errors that the test announced");
    }

    private IBootstrap[] Bootstraps => [_bootstrap, .. _others.Select(other => other.Bootstrap)];

    private void Configure(ServerSetup setup)
    {
        File.WriteAllText(_file, setup.ToXml());
        for (int node = 1; node < _nodes; node++)
        {
            string directory = Directory.CreateDirectory(Path.Combine(_directory.FullName, $"n{node}")).FullName;
            File.WriteAllText(Path.Combine(directory, "App.config"), setup.ToXml(node));
        }
    }

    private void StartOthers()
    {
        _others.Clear();
        for (int node = 1; node < _nodes; node++)
        {
            string file = Path.Combine(_directory.FullName, $"n{node}", "App.config");
            _others.Add((file, Start(file)));
        }
    }

    private IBootstrap Start(string file)
    {
        IBootstrap bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(file);
        Assert.That(bootstrap.Initialize(_log), Is.True, () => string.Join('\n', _log.Lines));
        AdminService.Of(bootstrap);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success), () => string.Join('\n', _log.Lines));
        return bootstrap;
    }
}
