using ChatServer.Sessions;
using Microsoft.Extensions.Hosting;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>
/// Ends the process when the database that it shares with other servers says so, with <see cref="ExitCodes.Failed"/>: its manager starts it again.
/// </summary>
/// <param name="bootstrap">The servers.</param>
/// <param name="lifetime">Ends the process.</param>
internal sealed class StoreEndService(IBootstrap bootstrap, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SharedChatSystem.Of(bootstrap).WhenEnded.ContinueWith(
            static (_, lifetime) => ((IHostApplicationLifetime)lifetime!).StopApplication(),
            lifetime,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
