using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using SuperSocket.Hosting;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Hosting;

/// <summary>Servers in the generic host of .NET.</summary>
public class HostTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("supersocket-host-").FullName;

    [TearDown]
    public void RemoveFiles() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Servers_run_with_the_host_log_to_it_and_their_commands_get_its_services([Values] bool isBuilder)
    {
        var log = new ListLoggerProvider();
        void Add(IServiceCollection services) => services.AddSingleton(new Greeting("hello")).AddLogging(logging => logging.AddProvider(log));
        using IHost host = Build(isBuilder, WriteConfig(0), Add);
        await host.StartAsync();
        var bootstrap = host.Services.GetRequiredService<IBootstrap>();
        var server = (HostedServer)bootstrap.AppServers.Single();
        using (TestClient client = await TestClient.ConnectAsync(server.Listeners[0].EndPoint))
        {
            Assert.That(await client.AskAsync("GREET you"), Is.EqualTo("hello you"));
            HealthCheckResult health = await new SuperSocketHealthCheck(bootstrap).CheckHealthAsync(new HealthCheckContext());
            Assert.That((health.Status, health.Data["Hosted"]), Is.EqualTo((HealthStatus.Healthy, (object)1)));
        }

        await host.StopAsync();
        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
        Assert.That((await new SuperSocketHealthCheck(bootstrap).CheckHealthAsync(new HealthCheckContext())).Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(log.Lines, Has.Some.Matches<Line>(line => line is { Category: "Hosted", Level: LogLevel.Warning, Text: "greets you" }
            && line.Values.Contains(new("0", "you")) && line.Values.Contains(new("{OriginalFormat}", "greets {0}"))));
        Assert.That(log.Lines, Has.Some.Matches<Line>(line => line.Values.Any(value => value.Key == "SessionId")));
    }

    [Test]
    public void A_host_whose_servers_cannot_start_does_not_start_and_says_why()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        int port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        using IHost host = Build(true, WriteConfig(port), services => services.AddSingleton(new Greeting("hello")));
        Assert.That(async () => await host.StartAsync(), Throws.InvalidOperationException.With.Message.Contains($"{port}"));
    }

    [Test]
    public async Task Servers_that_are_set_up_in_code_run_with_the_host()
    {
        var server = new AppServer();
        server.NewRequestReceived += (session, request) => session.Send(request.Key);
        Assert.That(server.Setup(new ServerConfig { Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }] }), Is.True);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSuperSocket(_ => new DefaultBootstrap([server]));
        using IHost host = builder.Build();
        await host.StartAsync();
        using TestClient client = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);
        Assert.That(await client.AskAsync("ping"), Is.EqualTo("ping"));
        await host.StopAsync();
    }

    private static IHost Build(bool isBuilder, string config, Action<IServiceCollection> add)
    {
        if (!isBuilder)
            return new HostBuilder().ConfigureServices(add).UseSuperSocket(config).Build();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        return builder.UseSuperSocket(config).Build();
    }

    private string WriteConfig(int port)
    {
        string file = Path.Combine(_directory, $"{port}.config");
        File.WriteAllText(
            file,
            $"""
            <configuration>
              <configSections>
                <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" />
              </configSections>
              <superSocket isolation="AppDomain">
                <servers>
                  <server name="Hosted" serverType="{typeof(HostedServer).FullName}, SuperSocket.Tests">
                    <listeners><add ip="127.0.0.1" port="{port}" /></listeners>
                  </server>
                </servers>
              </superSocket>
            </configuration>
            """);
        return file;
    }

    private sealed record Line(string Category, LogLevel Level, string Text, KeyValuePair<string, object?>[] Values);

    private sealed class ListLoggerProvider : Microsoft.Extensions.Logging.ILoggerProvider
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Line> _lines = new();

        public IReadOnlyCollection<Line> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => new ListLogger(categoryName, _lines);

        public void Dispose()
        {
        }

        private sealed class ListLogger(string category, System.Collections.Concurrent.ConcurrentQueue<Line> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
                => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
                => lines.Enqueue(new Line(category, logLevel, formatter(state, exception), [.. state as IEnumerable<KeyValuePair<string, object?>> ?? []]));
        }
    }

    public sealed record Greeting(string Word);

    public class HostedServer : AppServer<HostedSession>
    {
    }

    public class HostedSession : AppSession<HostedSession>
    {
    }

    public class GREET(Greeting greeting) : CommandBase<HostedSession, StringRequestInfo>
    {
        public override void ExecuteCommand(HostedSession session, StringRequestInfo requestInfo)
        {
            session.Logger.WarnFormat("greets {0}", requestInfo.Body);
            session.Send(greeting.Word + " " + requestInfo.Body);
        }
    }
}
