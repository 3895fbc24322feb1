using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>What Prometheus gets from the running program.</summary>
public sealed class PrometheusScenarios
{
    [Test]
    public async Task Prometheus_gets_our_metrics_and_those_of_the_platform()
    {
        using var server = new MeasuredServer();
        Assert.That(await server.Scrape(), Does.Contain("\nchat_users_online{otel_scope_name=\"ChatServer\"} 0\n"));

        using ScriptedClient romeo = await server.LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet hello");
        await romeo.ReceivesLine();
        await romeo.ReceivesLine();
        Dictionary<string, double> metrics = await server.ScrapeUntil("chat_messages_stored_total{otel_scope_name=\"ChatServer\",kind=\"direct\"} 1");
        Assert.That(metrics["chat_users_online{}"], Is.EqualTo(1));
        Assert.That(metrics["chat_messages_stored_total{kind=\"direct\"}"], Is.EqualTo(1));
        Assert.That(metrics["supersocket_sessions{server=\"Utf8\"}"], Is.EqualTo(1));
        Assert.That(metrics["supersocket_request_duration_seconds_count{command=\"Check\",server=\"Utf8\"}"], Is.EqualTo(1));
        Assert.That(metrics["chat_journal_flush_duration_seconds_count{}"], Is.Positive);
        Assert.That(metrics["chat_uptime_seconds{}"], Is.InRange(0.001, 600));
        Assert.That(metrics["dotnet_process_memory_working_set_bytes{}"], Is.Positive);
        Assert.That(metrics.Keys, Has.Some.StartsWith("kestrel_active_connections{"));
        Assert.That(metrics.Keys, Has.Some.StartsWith("target_info{").And.Contain("service_name=\"ChatServer\""));
    }

    [Test]
    public async Task A_disabled_SDK_has_no_metrics()
    {
        using var server = new MeasuredServer(new Dictionary<string, string?> { ["OTEL_SDK_DISABLED"] = "true" });
        await server.WhenStarted();
        using HttpClient client = server.OpenSocket();
        using HttpResponseMessage response = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.That((int)response.StatusCode, Is.EqualTo(404));
    }
}
