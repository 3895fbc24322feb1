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
    private readonly string _file;
    private IBootstrap _bootstrap;

    /// <summary>Starts the servers.</summary>
    public RunningServer(ServerSetup setup)
    {
        _file = Path.Combine(_directory.FullName, "App.config");
        File.WriteAllText(_file, setup.ToXml());
        _bootstrap = Start();
    }

    /// <summary>Where the journal is.</summary>
    public string DataDirectory => Path.Combine(_directory.FullName, "data");

    /// <summary>Everything that was logged.</summary>
    public IReadOnlyCollection<LogLine> Log => _log.Lines;

    /// <summary>The service that both servers share.</summary>
    public ChatService Chat => Server("utf-8").System.Chat;

    /// <summary>Who has which password.</summary>
    public AccountService Accounts => Server("utf-8").System.Accounts;

    /// <summary>Where the server of an encoding listens.</summary>
    public IPEndPoint EndPoint(string encoding) => Server(encoding).Listeners[0].EndPoint;

    /// <summary>The server of an encoding.</summary>
    public ChatAppServer Server(string encoding)
        => _bootstrap.AppServers.OfType<ChatAppServer>().Single(server => server is not WebChatServer and not UdpChatServer && server.Config.TextEncoding == encoding);

    /// <summary>The web server.</summary>
    public WebChatServer Web => _bootstrap.AppServers.OfType<WebChatServer>().Single();

    /// <summary>The server over UDP.</summary>
    public UdpChatServer Udp => _bootstrap.AppServers.OfType<UdpChatServer>().Single();

    /// <summary>Starts the admin host of the servers, where the configuration says.</summary>
    public Task<AdminHost> StartAdmin() => AdminHost.StartAsync(_bootstrap, ChatOptions.Load(_file), _log);

    /// <summary>Carries out a line of an administrator.</summary>
    /// <returns>What people read.</returns>
    public async Task<string> Administer(string line)
        => AdminText.Write(await AdminService.Of(_bootstrap).ExecuteLineAsync(new AdminCaller("test", AdminDoor.Socket, "local"), line.Split(' ')));

    /// <summary>Announces that errors with this text belong to the test.</summary>
    public void ExpectError(string text) => _expectedErrors.Add(text);

    /// <summary>Drops what was logged until now, but for errors.</summary>
    public void ForgetLog() => _log.Forget();

    /// <summary>Stops the servers, as the program does at its end.</summary>
    public void Stop() => _bootstrap.Stop();

    /// <summary>Stops the servers, and starts new ones on the same files.</summary>
    /// <param name="setup">Another configuration; <see langword="null"/> for the same.</param>
    public void Restart(ServerSetup? setup = null)
    {
        _bootstrap.Stop();
        if (setup != null)
            File.WriteAllText(_file, setup.ToXml());
        _bootstrap = Start();
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
        _bootstrap.Stop();
        _directory.Delete(recursive: true);
        LogLine[] errors = [.. _log.Lines.Where(line => line.Level >= LogLevel.Error)];
        LogLine[] unexpected = [.. errors.Where(line => !_expectedErrors.Exists(line.Message.Contains))];
        string[] missing = [.. _expectedErrors.Where(text => !Array.Exists(errors, line => line.Message.Contains(text, StringComparison.Ordinal)))];
        Assert.That(unexpected, Is.Empty, "the server logged errors that the test did not announce");
        Assert.That(missing, Is.Empty, "the server did not log errors that the test announced");
    }

    private IBootstrap Start()
    {
        IBootstrap bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(_file);
        Assert.That(bootstrap.Initialize(_log), Is.True, () => string.Join('\n', _log.Lines));
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success), () => string.Join('\n', _log.Lines));
        return bootstrap;
    }
}
