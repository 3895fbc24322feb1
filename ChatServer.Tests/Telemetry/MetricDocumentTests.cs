using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using ChatServer.Telemetry;
using ChatServer.Tests.Architecture;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>docs/metrics.md has every metric of our two meters, with its type and its unit, and no other.</summary>
public sealed partial class MetricDocumentTests() : MetricScenario("journal")
{
    [Test]
    public void The_page_has_every_metric_with_its_type_and_unit()
    {
        Setup = Setup with { Udp = string.Empty };
        using var engine = new MeterReader("SuperSocket");
        Assert.That(Meter.Read("chat.users.online"), Is.Zero);
        using var node = new RunningServer(new ServerSetup { Store = "cluster" });
        using var cluster = new MeterReader(ChatMetrics.MeterName, node.Server("utf-8").System);
        IEnumerable<Instrument> instruments = Meter.Instruments.Concat(engine.Instruments).Concat(cluster.Instruments);
        string[] expected = [.. instruments.Select(Describe).Distinct().Order(StringComparer.Ordinal)];
        string page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "metrics.md"));
        IEnumerable<string> rows = Row().Matches(page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}".TrimEnd());
        string[] documented = [.. rows.Order(StringComparer.Ordinal)];
        Assert.That(expected, Has.Length.GreaterThan(30));
        Assert.That(documented, Is.EqualTo(expected));
    }

    [Test]
    public void Every_metric_has_a_description_and_a_name_of_the_meter()
    {
        using var engine = new MeterReader("SuperSocket");
        using var node = new RunningServer(new ServerSetup { Store = "cluster" });
        using var cluster = new MeterReader(ChatMetrics.MeterName, node.Server("utf-8").System);
        foreach (Instrument instrument in Meter.Instruments.Concat(engine.Instruments).Concat(cluster.Instruments))
        {
            Assert.That(instrument.Description, Does.EndWith("."), instrument.Name);
            Assert.That(instrument.Name, Does.Match("^(chat|supersocket)(\\.[a-z]+)+$"));
        }
    }

    private static string Describe(Instrument instrument)
    {
        string type = instrument.GetType().Name.Split('`')[0] switch
        {
            "ObservableCounter" => "counter",
            "ObservableUpDownCounter" => "level",
            "ObservableGauge" => "gauge",
            "Histogram" => "histogram",
            string other => other,
        };
        return $"{instrument.Name} {type} {instrument.Unit}".TrimEnd();
    }

    [GeneratedRegex(@"^\| `((?:chat|supersocket)\.[a-z.]+)` \| (\w+) \| ([^|]*?) ?\|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
