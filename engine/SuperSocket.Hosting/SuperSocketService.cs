using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace SuperSocket.Hosting;

/// <summary>Starts and stops the servers of a bootstrap with the host.</summary>
/// <param name="bootstrap">The servers.</param>
/// <param name="loggers">Where they log.</param>
/// <param name="services">What commands get through their constructors.</param>
internal sealed class SuperSocketService(IBootstrap bootstrap, ILoggerFactory loggers, IServiceProvider services) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A server cannot be set up or started; none runs.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var known = bootstrap as DefaultBootstrap;
        if (known != null)
        {
            known.Services ??= services;

            // The host writes the exception.
            known.ErrorOutput = TextWriter.Null;
        }

        if (known is not { IsInitialized: true } && !Initialize())
            throw Fail(known, "The servers could not be set up");

        StartResult result = bootstrap.Start();
        if (result == StartResult.Success)
            return Task.CompletedTask;
        bootstrap.Stop();
        throw result == StartResult.None
            ? new InvalidOperationException("The configuration names no server to run.")
            : Fail(known, "The servers could not be started");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
        => Task.Factory.StartNew(bootstrap.Stop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private bool Initialize()
        => string.IsNullOrEmpty(bootstrap.Config.LogFactory) ? bootstrap.Initialize(new HostLogFactory(loggers)) : bootstrap.Initialize();

    private static InvalidOperationException Fail(DefaultBootstrap? bootstrap, string what)
        => new($"{what}: {(string.IsNullOrEmpty(bootstrap?.LastError) ? "the log says why" : bootstrap.LastError.Trim())}");
}
