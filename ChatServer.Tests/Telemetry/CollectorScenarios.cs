using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>What a collector gets by OTLP.</summary>
public sealed class CollectorScenarios
{
    private readonly ConcurrentQueue<(string Path, string Body)> _requests = new();
    private HttpListener? _collector;

    [TearDown]
    public void CloseCollector() => _collector?.Close();

    [Test]
    public async Task A_collector_gets_metrics_and_with_a_sampler_traces()
    {
        var environment = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = OpenCollector(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_TRACES_SAMPLER"] = "always_on",
        };
        using var server = new MeasuredServer(environment);
        using ScriptedClient romeo = await server.LogIn("romeo");
        await romeo.Sends("Chat juliet a-secret-text", "HB R");
        while (await romeo.ReceivesLine() != "R")
        {
        }

        await Wait.Until(() => Sent("/v1/metrics").Any(body => body.Contains("chat.users.online", StringComparison.Ordinal)), "metrics come");
        Assert.That(await server.Stop(), Is.Zero);
        string metrics = string.Concat(Sent("/v1/metrics")), traces = string.Concat(Sent("/v1/traces"));
        Assert.That(metrics, Does.Contain("supersocket.sessions").And.Contain("dotnet.process.cpu.time").And.Contain("ChatServer"));
        Assert.That(traces, Does.Contain("chat.login").And.Contain("success"), "what was not sent yet is sent at the stop");
        Assert.That(traces, Does.Contain("chat.message").And.Contain("stored").And.Contain("messaging.message.id"));
        Assert.That(traces, Does.Not.Contain("a-secret-text").And.Not.Contain("romeo").And.Not.Contain("juliet"));
    }

    [Test]
    public async Task Without_a_sampler_a_collector_gets_no_traces()
    {
        var environment = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = OpenCollector(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        };
        using var server = new MeasuredServer(environment);
        using ScriptedClient romeo = await server.LogIn("romeo");
        await Wait.Until(() => Sent("/v1/metrics").Any(), "metrics come");
        Assert.That(await server.Stop(), Is.Zero);
        Assert.That(Sent("/v1/traces"), Is.Empty);
    }

    [Test]
    public async Task A_collector_that_is_not_there_does_not_hinder_the_server()
    {
        var environment = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{FreePorts.Find()}",
            ["OTEL_TRACES_SAMPLER"] = "always_on",
        };
        using var server = new MeasuredServer(environment);
        using ScriptedClient romeo = await server.LogIn("romeo");
        Assert.That(await server.Stop(), Is.Zero);
    }

    private IEnumerable<string> Sent(string path) => _requests.Where(request => request.Path == path).Select(request => request.Body);

    // Texts stand in the messages of protobuf as they are.
    private string OpenCollector()
    {
        string url = $"http://127.0.0.1:{FreePorts.Find()}";
        _collector = new HttpListener();
        _collector.Prefixes.Add(url + "/");
        _collector.Start();
        _ = CollectAsync(_collector);
        return url;
    }

    private async Task CollectAsync(HttpListener collector)
    {
        while (collector.IsListening)
        {
            try
            {
                HttpListenerContext context = await collector.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Enqueue((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // It is closed.
                return;
            }
        }
    }
}
