using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using TestKit;

namespace ChatServer.MicroBenchmarks.Kit;

/// <summary>A running server with the limits of clients off, messages in memory, and people who are logged in.</summary>
public sealed class Stage : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-micro-");
    // Warnings are not kept: on a busy machine they say that a command was slow.
    private readonly RecordingLogFactory _log = new(LogLevel.Error);
    private readonly IBootstrap _bootstrap;

    /// <summary>Starts the server.</summary>
    /// <param name="accounts">Who may log in: none or open.</param>
    public Stage(string accounts = "none")
    {
        string file = Path.Combine(_directory.FullName, "App.config");
        File.WriteAllText(file, Configuration(accounts));
        _bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(file);
        if (!_bootstrap.Initialize(_log) || _bootstrap.Start() != StartResult.Success)
            throw new InvalidOperationException($"The server does not start. {_log.Errors.FirstOrDefault()}");
    }

    /// <summary>The server.</summary>
    public InMemoryChatServer Server => (InMemoryChatServer)_bootstrap.AppServers.Single();

    /// <summary>Somebody connects and is welcomed.</summary>
    public Person Connect()
    {
        var person = new Person(Server.Connect());
        person.Receives("Welcome to SuperSocket Chat Server\r\n"u8);
        return person;
    }

    /// <summary>Somebody connects and logs in, in English.</summary>
    /// <param name="id">Their id.</param>
    /// <param name="format">Their format: text or json.</param>
    public Person LogIn(string id, string format = "text")
    {
        Person person = Connect();
        person.Says("Lang en");
        person.Says($"Check {id} secret");
        person.Receives("The language is English\r\nLogged in\r\n"u8);
        if (format != "text")
            person.Says($"Format {format}");
        person.Forgets();
        return person;
    }

    /// <summary>Stops the server.</summary>
    /// <exception cref="InvalidOperationException">It logged an error: something else was measured than what was meant.</exception>
    public void Dispose()
    {
        _bootstrap.Stop();
        _directory.Delete(recursive: true);
        if (_log.Errors.FirstOrDefault() is { } error)
            throw new InvalidOperationException($"The server logged: {error}");
    }

    private static string Configuration(string accounts) => $"""
        <configuration>
          <configSections>
            <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" />
            <section name="chat" type="ChatServer.Configuration.ChatSection, ChatServer" />
          </configSections>
          <superSocket>
            <servers>
              <server name="InMemory" serverType="{typeof(InMemoryChatServer).FullName}, {typeof(InMemoryChatServer).Assembly.GetName().Name}" textEncoding="utf-8">
                <listeners><add ip="127.0.0.1" port="0" /></listeners>
                <commandAssemblies><add assembly="ChatServer" /></commandAssemblies>
              </server>
            </servers>
          </superSocket>
          <chat>
            <store type="memory" />
            <accounts mode="{accounts}" iterations="1000" />
            <limits messagesPerSecond="0" commandsPerSecond="0" commandsPerSecondPerAddress="0" maxConnectionsPerAddress="0" loginsPerSecondPerAddress="0" loginTimeOut="0" />
          </chat>
        </configuration>
        """;
}
