using ChatServer.Admin.Http;
using ChatServer.Configuration;
using ChatServer.Logging;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Runs the servers of a configuration file until the process is asked to stop.</summary>
/// <param name="configFile">The file; <see langword="null"/> for the program's own.</param>
internal sealed class ChatHost(string? configFile)
{
    /// <summary>Runs them.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync()
    {
        using var console = QueuedConsole.Install();
        using var signals = new StopSignals();
        try
        {
            IBootstrap bootstrap = configFile == null
                ? BootstrapFactory.CreateBootstrap()
                : BootstrapFactory.CreateBootstrapFromConfigFile(configFile);
            ChatOptions options = ChatOptions.Load(bootstrap.StartupConfigFile);
            using var logFactory = new ChatLogFactory(options.LogLevel);
            signals.Log = logFactory.GetLog("Signals");

            // Our log goes to standard error already: one line for one error.
            ((DefaultBootstrap)bootstrap).ErrorOutput = TextWriter.Null;
            await using AdminHost admin = await AdminHost.StartAsync(bootstrap, options, logFactory).ConfigureAwait(false);
            return await RunAsync(bootstrap, logFactory, admin, signals.Stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return ExitCodes.Fail(ConfigurationError.Describe(e));
        }
    }

    private static async Task<int> RunAsync(IBootstrap bootstrap, ChatLogFactory logFactory, AdminHost admin, Task stop)
    {
        bool ready = string.IsNullOrEmpty(bootstrap.Config.LogFactory) ? bootstrap.Initialize(logFactory) : bootstrap.Initialize();
        if (!ready)
            return ExitCodes.Failed;

        StartResult result = bootstrap.Start();
        if (result != StartResult.Success)
        {
            Stop(bootstrap);
            return result == StartResult.None ? ExitCodes.Fail($"The configuration file {bootstrap.StartupConfigFile} names no server to run.") : ExitCodes.Failed;
        }

        StartupReport.Write(Console.Out, bootstrap);
        await stop.ConfigureAwait(false);
        admin.BeginStop();
        Console.Out.WriteLine("Stopping ...");
        Stop(bootstrap);
        Console.Out.WriteLine("Stopped.");
        return ExitCodes.Done;
    }

    // All at the same time, each on a thread of its own: one waits for clients that do not read, and nobody should wait for that twice. The
    // bootstrap then stops what is no server of ours. An order that the configuration gives is kept.
    private static void Stop(IBootstrap bootstrap)
    {
        if (bootstrap.AppServers.All(server => server.Config.StartupOrder == 0))
        {
            Thread[] threads = [.. bootstrap.AppServers.OfType<ChatAppServer>().Select(server => new Thread(() => Stop(server)) { IsBackground = true })];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
        }

        bootstrap.Stop();
    }

    private static void Stop(ChatAppServer server)
    {
        try
        {
            server.Stop();
        }
        catch (Exception e)
        {
            server.Logger.Error($"The server {server.Name} could not be stopped.", e);
        }
    }
}
