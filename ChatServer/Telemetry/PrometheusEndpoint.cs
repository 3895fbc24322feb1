using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ChatServer.Telemetry;

/// <summary>The path <c>/metrics</c>, in the text format of Prometheus. Nothing is collected before the first request. Thread-safe.</summary>
internal sealed class PrometheusEndpoint : IDisposable
{
    /// <summary>The path.</summary>
    public const string Path = "/metrics";

    private readonly Lock _lock = new();
    private MeterProvider? _provider;
    private bool _isDisposed;

    /// <summary>Adds the path to a listener.</summary>
    /// <param name="application">The listener.</param>
    public void Map(WebApplication application)
    {
        var answer = new Lazy<RequestDelegate>(() => Build(application));
        application.MapGet(Path, context => answer.Value(context));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _provider?.Dispose();
        }
    }

    private RequestDelegate Build(IApplicationBuilder application)
    {
        IApplicationBuilder branch = application.New();
        branch.UseOpenTelemetryPrometheusScrapingEndpoint(GetProvider(), static _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return branch.Build();
    }

    private MeterProvider GetProvider()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _provider ??= Sdk.CreateMeterProviderBuilder().AddMeters().AddPrometheusExporter().Build();
        }
    }
}
