using ChatServer.Admin;
using ChatServer.Configuration;
using ChatServer.Core.Settings;
using ChatServer.Logging;
using ChatServer.Sessions;
using ChatServer.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Runs the servers of a configuration file until the process is asked to stop, on the generic host of .NET.</summary>
/// <param name="configFile">The file; <see langword="null"/> for the program's own.</param>
internal sealed class ChatHost(string? configFile)
{
    /// <summary>Runs them.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync()
    {
        using var console = QueuedConsole.Install();
        using var signals = new ProcessSignals();
        try
        {
            string file = ConfigFile.Find(configFile);
            IBootstrap bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(file, EnvironmentSettings.Apply, EnvironmentSettings.Files);

            // Our log goes to standard error already: one line for one error.
            ((DefaultBootstrap)bootstrap).ErrorOutput = TextWriter.Null;
            ChatOptions options = ChatOptions.Load(bootstrap.StartupConfigFile);
            ILineFormat format = console.ErrorFormat = LogFormats.Get(options.LogFormat);
            using IHost host = Build(bootstrap, options, format, signals);
            signals.Log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Signals");
            await host.RunAsync().ConfigureAwait(false);
            Console.Out.WriteLine("Stopped.");
            return SharedChatSystem.Of(bootstrap).WhenEnded.IsCompleted ? ExitCodes.Failed : ExitCodes.Done;
        }
        catch (StartException e)
        {
            // The log knows the values only, not where they come from.
            if (EnvironmentSettings.Names is { Count: > 0 } names)
                Console.Error.WriteLine($"{ProgramVersion.Name}: these settings came from the environment: {string.Join(", ", names)}");
            return e.IsLogged ? ExitCodes.Failed : ExitCodes.Fail(e.Message);
        }
        catch (Exception e)
        {
            return ExitCodes.Fail(ConfigurationError.Describe(e));
        }
    }

    // Services start in this order and stop in the opposite one. What serves the administrator before and after the servers stands before ServerService.
    private static IHost Build(IBootstrap bootstrap, ChatOptions options, ILineFormat format, ProcessSignals signals)
    {
        // An empty host reads no appsettings.json, no user secrets and no variables of the environment: the configuration file says everything.
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = ProgramVersion.Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        var levels = new LogLevels(LogLevels.Map(options.LogLevel));
        builder.Logging.AddChatLog(levels, format, Console.Error);
        UseChangedLevel(bootstrap, levels);
        AdminService.Of(bootstrap).Levels = levels;
        IServiceCollection services = builder.Services;

        // Each server bounds its own end: sendTimeOut and 5 s.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton(bootstrap);
        services.AddSingleton(options);
        services.AddSingleton(signals);
        services.AddSingleton<IHostLifetime, SignalLifetime>();
        services.AddWindowsService(service => service.ServiceName = ProgramVersion.Name);
        services.AddSingleton<Liveness>();
        services.AddSingleton(AdminService.Of(bootstrap));
        services.AddSingleton(_ => TelemetryExport.Start());
        services.AddHostedService<SystemdService>();
        services.AddHostedService<AdminHttpService>();
        services.AddHostedService<ServerService>();
        services.AddHostedService<ReloadService>();
        services.AddHostedService<StoreEndService>();
        return builder.Build();
    }

    // A reload that changes something else leaves the level that an administrator has set.
    private static void UseChangedLevel(IBootstrap bootstrap, LogLevels levels)
    {
        Reloadable<ChatOptions> options = SharedChatSystem.Of(bootstrap).Reloadable;
        SuperSocket.SocketBase.Logging.LogLevel level = options.Value.LogLevel;
        options.Changed += changed =>
        {
            if (changed.LogLevel != level)
                levels.Set(LogLevels.All, LogLevels.Map(level = changed.LogLevel));
        };
    }
}
