using ChatServer.Logging;
using ChatServer.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Starts and stops the servers of a bootstrap as a service of the host.</summary>
/// <param name="bootstrap">The servers.</param>
/// <param name="loggers">Where they log, unless the configuration file names a log factory.</param>
/// <param name="services">What commands get through their constructors.</param>
internal sealed class ServerService(IBootstrap bootstrap, ILoggerFactory loggers, IServiceProvider services) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="StartException">The servers could not be started; none runs.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ((DefaultBootstrap)bootstrap).Services = services;
        bool ready = string.IsNullOrEmpty(bootstrap.Config.LogFactory) ? bootstrap.Initialize(new ChatLogFactory(loggers)) : bootstrap.Initialize();
        if (!ready)
            throw new StartException(string.Empty);

        StartResult result = bootstrap.Start();
        if (result != StartResult.Success)
        {
            StopServers();
            bool isEmpty = result == StartResult.None;
            throw new StartException(isEmpty ? $"The configuration file {bootstrap.StartupConfigFile} names no server to run." : string.Empty);
        }

        StartupReport.Write(Console.Out, bootstrap);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.Out.WriteLine("Stopping ...");
        return Task.Factory.StartNew(StopServers, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    // All at the same time, each on a thread of its own: one waits for clients that do not read, and nobody should wait for that twice. The
    // bootstrap then stops what is no server of ours. An order that the configuration gives is kept.
    private void StopServers()
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
