namespace ChatServer.Telemetry;

/// <summary>Which exporters there are. The environment says it, by the variables of the OpenTelemetry specification.</summary>
internal sealed record TelemetrySettings
{
    /// <summary>Whether a collector gets metrics by OTLP.</summary>
    public bool PushesMetrics { get; private init; }

    /// <summary>Whether a collector gets traces by OTLP. Traces need a sampler besides a collector: without one a busy server would send all of them.</summary>
    public bool PushesTraces { get; private init; }

    /// <summary>Whether Prometheus may ask for metrics.</summary>
    public bool HasEndpoint { get; private init; }

    /// <summary>Reads the environment.</summary>
    /// <param name="getVariable">Gets a variable.</param>
    public static TelemetrySettings Read(Func<string, string?> getVariable)
    {
        bool isOn = !IsSet("OTEL_SDK_DISABLED") || !getVariable("OTEL_SDK_DISABLED")!.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
        return new TelemetrySettings
        {
            HasEndpoint = isOn,
            PushesMetrics = isOn && (IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")),
            PushesTraces = isOn && IsSet("OTEL_TRACES_SAMPLER") && (IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")),
        };

        bool IsSet(string name) => !string.IsNullOrWhiteSpace(getVariable(name));
    }
}
