using ChatServer.Telemetry;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>Which exporters the environment asks for.</summary>
public sealed class TelemetrySettingsTests
{
    private const string Url = "http://localhost:4317";

    [Test]
    public void Without_variables_only_Prometheus_may_ask()
        => Assert.That(Read(), Is.EqualTo((true, false, false)));

    [Test]
    public void A_collector_gets_metrics_and_traces_only_with_a_sampler()
    {
        Assert.That(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", Url)), Is.EqualTo((true, true, false)));
        Assert.That(Read(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Url)), Is.EqualTo((true, true, false)));
        Assert.That(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", Url), ("OTEL_TRACES_SAMPLER", "traceidratio")), Is.EqualTo((true, true, true)));
        Assert.That(Read(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Url), ("OTEL_TRACES_SAMPLER", "always_on")), Is.EqualTo((true, false, true)));
        Assert.That(Read(("OTEL_TRACES_SAMPLER", "always_on")), Is.EqualTo((true, false, false)));
        Assert.That(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", " ")), Is.EqualTo((true, false, false)), "an empty variable counts as none");
    }

    [Test]
    public void All_can_be_turned_off([Values("true", "TRUE", " true ")] string value)
    {
        var settings = Read(("OTEL_SDK_DISABLED", value), ("OTEL_EXPORTER_OTLP_ENDPOINT", Url), ("OTEL_TRACES_SAMPLER", "always_on"));
        Assert.That(settings, Is.EqualTo((false, false, false)));
    }

    [Test]
    public void What_is_not_true_turns_nothing_off([Values("false", "1", "")] string value)
        => Assert.That(Read(("OTEL_SDK_DISABLED", value)), Is.EqualTo((true, false, false)));

    private static (bool HasEndpoint, bool PushesMetrics, bool PushesTraces) Read(params (string Name, string Value)[] variables)
    {
        TelemetrySettings settings = TelemetrySettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
        return (settings.HasEndpoint, settings.PushesMetrics, settings.PushesTraces);
    }
}
