using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ChatServer.Telemetry;

/// <summary>What is exported: our meters, those of the web server, and that of the runtime.</summary>
internal static class MeterList
{
    /// <summary>The exported meters. docs/metrics.md has ours in full, and what to look at in the others.</summary>
    public static readonly string[] All =
    [
        ChatMetrics.MeterName,
        "SuperSocket",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Hosting",
        "System.Runtime",
    ];

    /// <summary>Adds them to a provider.</summary>
    /// <param name="builder">The builder of the provider.</param>
    public static MeterProviderBuilder AddMeters(this MeterProviderBuilder builder) => builder.ConfigureResource(SetResource).AddMeter(All);

    /// <summary>Names the program and its version. OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.</summary>
    /// <param name="resource">The resource of a provider.</param>
    public static void SetResource(ResourceBuilder resource)
        => resource.AddService(ProgramVersion.Name, serviceVersion: ProgramVersion.Text).AddEnvironmentVariableDetector();
}
