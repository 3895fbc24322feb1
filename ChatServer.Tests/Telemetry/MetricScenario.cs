using ChatServer.Telemetry;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>A test that reads the meter ChatServer of its own server.</summary>
public abstract class MetricScenario(string store = "memory") : ChatScenario(store: store)
{
    private MeterReader? _meter;

    /// <summary>The meter of the server; opened when it is first asked for.</summary>
    protected MeterReader Meter => _meter ??= new MeterReader(ChatMetrics.MeterName, Server.Server("utf-8").System);

    [TearDown]
    public void StopListening() => _meter?.Dispose();

    /// <summary>Waits until a metric has a value.</summary>
    protected Task UntilMetric(string name, double value, params (string Key, string Value)[] tags) => Wait.UntilEqual(() => Meter.Read(name, tags), value);
}
