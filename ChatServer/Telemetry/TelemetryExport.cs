using Microsoft.AspNetCore.Builder;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ChatServer.Telemetry;

/// <summary>
/// Exports metrics and traces: metrics at <c>/metrics</c> for Prometheus, both by OTLP if the environment names a collector. What nobody can read is not
/// created, so it costs nothing.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private readonly TelemetrySettings _settings;
    private readonly PrometheusEndpoint _prometheus = new();
    private readonly MeterProvider? _meters;
    private readonly TracerProvider? _traces;

    private TelemetryExport(TelemetrySettings settings)
    {
        _settings = settings;
        if (settings.PushesMetrics)
            _meters = Sdk.CreateMeterProviderBuilder().AddMeters().AddOtlpExporter().Build();
        if (settings.PushesTraces)
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(MeterList.SetResource).AddSource(ChatTraces.SourceName).AddOtlpExporter().Build();
    }

    /// <summary>Starts what the environment asks for.</summary>
    public static TelemetryExport Start() => new(TelemetrySettings.Read(Environment.GetEnvironmentVariable));

    /// <summary>Adds the path for Prometheus to the admin listener. May be called again for another listener that takes the place of the first.</summary>
    /// <param name="application">The listener.</param>
    public void Map(WebApplication application)
    {
        if (_settings.HasEndpoint)
            _prometheus.Map(application);
    }

    /// <summary>Sends what a collector has not got yet, for some seconds at most, and stops.</summary>
    public void Dispose()
    {
        _prometheus.Dispose();
        _traces?.Dispose();
        _meters?.Dispose();
    }
}
