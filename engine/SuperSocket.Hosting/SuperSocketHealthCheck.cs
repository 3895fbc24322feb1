using Microsoft.Extensions.Diagnostics.HealthChecks;
using SuperSocket.SocketBase;

namespace SuperSocket.Hosting;

/// <summary>
/// Healthy while all servers run. Its data are the sessions of each: <c>AddHealthChecks().AddCheck&lt;SuperSocketHealthCheck&gt;("sockets")</c>.
/// </summary>
/// <param name="bootstrap">The servers.</param>
public sealed class SuperSocketHealthCheck(IBootstrap bootstrap) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IWorkItem[] servers = [.. bootstrap.AppServers];
        IReadOnlyDictionary<string, object> sessions = servers.ToDictionary(server => server.Name, object (server) => server.SessionCount);
        string[] stopped = [.. servers.Where(server => server.State != ServerState.Running).Select(server => server.Name)];
        if (stopped.Length == 0 && servers.Length > 0)
            return Task.FromResult(HealthCheckResult.Healthy($"{servers.Length} servers run.", sessions));
        HealthStatus status = context?.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        return Task.FromResult(new HealthCheckResult(status, $"These servers do not run: {string.Join(", ", stopped)}.", null, sessions));
    }
}
