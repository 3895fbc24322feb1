using Microsoft.Extensions.Hosting;

namespace ChatServer.Hosting;

/// <summary>Ends the host when <see cref="ProcessSignals"/> say so.</summary>
/// <param name="signals">The signals.</param>
/// <param name="host">The host.</param>
internal sealed class SignalLifetime(ProcessSignals signals, IHostApplicationLifetime host) : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        // A signal that arrives during the start stops the servers after it: half of a start cannot be stopped in order. A second signal ends the process.
        host.ApplicationStarted.Register(() => signals.Stop.ContinueWith(
            static (_, state) => ((IHostApplicationLifetime)state!).StopApplication(), host, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
