using System.Text.RegularExpressions;
using ChatServer.Tests.Architecture;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>The dashboard and the alerts name only what the program shows, and docs/metrics.md names every alert.</summary>
public sealed partial class DashboardTests
{
    private static readonly string Alerts = Read("deploy", "prometheus", "alerts.yml");

    private static readonly string[] Queries =
    [
        .. JObject.Parse(Read("deploy", "grafana", "chat-server.json")).SelectTokens("$..expr").Select(query => (string)query!),
        .. Expression().Matches(Alerts).Select(match => match.Groups[1].Value),
    ];

    [Test]
    public async Task Every_metric_and_label_of_the_dashboard_and_the_alerts_exists()
    {
        Dictionary<string, double> shown = [];
        foreach (string store in (string[])["journal", "cluster"])
        {
            using var server = new MeasuredServer(store: store);
            await server.Scrape();
            await CauseTraffic(server);
            foreach ((string key, double value) in await server.ScrapeUntil("\ndotnet_exceptions_total{"))
                shown[key] = value;
        }

        string[] names = [.. shown.Keys.Select(key => key.Split('{')[0]).Distinct()];
        string[] asked = [.. Queries.SelectMany(query => Metric().Matches(query).Select(match => match.Value)).Distinct()];
        Assert.That(asked, Has.Length.GreaterThan(40));
        Assert.That(asked.Except(names), Is.Empty, "not in /metrics");

        var missing = new List<string>();
        foreach (Match selector in Queries.SelectMany(query => Selector().Matches(query)))
        {
            foreach (Match label in Matcher().Matches(selector.Groups["matchers"].Value))
            {
                string metric = selector.Groups["metric"].Value + "{";
                string[] series = [.. shown.Keys.Where(key => key.StartsWith(metric, StringComparison.Ordinal))];
                IEnumerable<string> labels = label.Groups["values"].Value.Split('|').Select(value => $"{label.Groups["name"].Value}=\"{value}\"");
                missing.AddRange(labels.Where(text => !series.Any(key => key.Contains(text, StringComparison.Ordinal))).Select(text => metric + text));
            }
        }

        Assert.That(missing, Is.Empty, "labels that are not in /metrics");
    }

    [Test]
    public void Every_metric_of_ours_is_in_the_dashboard()
    {
        string page = Read("docs", "metrics.md");
        string dashboard = string.Join('\n', Queries);
        string[] ours = [.. Row().Matches(page).Select(match => match.Groups[1].Value.Replace('.', '_'))];
        Assert.That(ours, Has.Length.GreaterThan(30));
        Assert.That(ours.Where(name => !Regex.IsMatch(dashboard, $@"\b{name}(_seconds|_bytes)?(_total|_bucket|_sum)?\b")), Is.Empty);
    }

    [Test]
    public void The_page_names_every_alert_and_no_other()
    {
        string[] alerts = [.. AlertName().Matches(Alerts).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        string[] named = [.. NameInPage().Matches(Read("docs", "metrics.md")).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.That(alerts, Is.Unique);
        Assert.That(named, Is.EqualTo(alerts));
    }

    [Test]
    public void Every_alert_has_a_test_of_promtool()
    {
        IEnumerable<string> alerts = AlertName().Matches(Alerts).Select(match => match.Groups[1].Value);
        IEnumerable<string> tested = AlertTest().Matches(Read("deploy", "prometheus", "alerts.test.yml")).Select(match => match.Groups[1].Value);
        Assert.That(tested, Is.EqualTo(alerts));
    }

    // What shows no value before it happens.
    private static async Task CauseTraffic(MeasuredServer server)
    {
        using ScriptedClient romeo = await server.LogIn("romeo");
        await romeo.Sends("Chat juliet hello", "HB R");
        while (await romeo.ReceivesLine() != "R")
        {
        }

        using (var http = new HttpClient())
            await http.GetByteArrayAsync(new Uri($"http://{await server.EndPoint("Web")}/"));

        // An exception: a handshake that fails.
        using TestClient stranger = await TestClient.ConnectAsync(await server.SecureEndPoint());
        await stranger.SendAsync("GET / HTTP/1.0\r\n\r\n");
        await stranger.WaitForEndAsync();
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Sources.Root, .. path]));

    // The text of an expression, which may go on in lines that are indented further.
    [GeneratedRegex(@"^        expr: (.*(?:\n          .*)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(?:chat|supersocket|dotnet|kestrel|http)_[a-z0-9_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\b(?<metric>(?:chat|supersocket|dotnet|kestrel|http)_[a-z0-9_]+)\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selector();

    // Not those of variables.
    [GeneratedRegex(@"(?<name>[a-z_]+)(?:=~|!=|=)""(?<values>[^""$]+)""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"^      - alert: (\w+)", RegexOptions.Multiline)]
    private static partial Regex AlertName();

    [GeneratedRegex(@"^  - name: (\w+)", RegexOptions.Multiline)]
    private static partial Regex AlertTest();

    [GeneratedRegex(@"`(Chat[A-Z][a-z]+[A-Z]\w+)`")]
    private static partial Regex NameInPage();

    [GeneratedRegex(@"^\| `((?:chat|supersocket)\.[a-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
