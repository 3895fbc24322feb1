using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Shipping;

/// <summary>The compose file fits to the image, to the settings of the server and to the files of Prometheus and Grafana.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = DeploymentFiles.Read("deploy/compose.yml"), Prometheus = DeploymentFiles.Read("deploy/prometheus/prometheus.yml");

    [Test]
    public void The_files_that_it_mounts_exist()
    {
        string[] mounted = [.. MountedFile().Matches(Compose).Select(match => match.Groups[1].Value)];
        Assert.That(mounted, Is.Not.Empty);
        Assert.That(mounted.Where(path => !DeploymentFiles.Exists("deploy/" + path)), Is.Empty);
        Assert.That(DeploymentFiles.Exists("deploy/grafana/chat-server.json"));
    }

    [Test]
    public void It_publishes_the_ports_of_the_image_to_this_machine_only()
    {
        string[] exposed = ExposedPorts().Match(DeploymentFiles.Read("Dockerfile")).Groups[1].Value.Split(' ');
        Assert.That(exposed.Where(port => !Compose.Contains($"- 127.0.0.1:{port}:{port}\n", StringComparison.Ordinal)), Is.Empty);
        Assert.That(PublicPort().IsMatch(Compose), Is.False);
    }

    [Test]
    public void Prometheus_finds_the_admin_listener_and_its_token()
    {
        string address = AdminAddress().Match(Compose).Groups[1].Value;
        Assert.That(Prometheus, Does.Contain($"- targets: [\"{address}\"]"));
        string directory = DataOfPrometheus().Match(Compose).Groups[1].Value;
        Assert.That(Prometheus, Does.Contain($"credentials_file: {directory}/admin.token\n"));
    }

    [Test]
    public async Task The_settings_in_its_environment_exist()
    {
        Dictionary<string, string?> settings = Setting().Matches(Compose).ToDictionary(match => match.Groups[1].Value, string? (match) => match.Groups[2].Value);
        Assert.That(settings, Is.Not.Empty);
        (int exitCode, _, string[] errors) = await ChildProcess.Run(
            ChildProcess.DotNet, [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), "check"], environment: settings);
        Assert.That(exitCode, Is.Zero, string.Join('\n', errors));
    }

    [GeneratedRegex(@"^ +- \./([^:\n]+):", RegexOptions.Multiline)]
    private static partial Regex MountedFile();

    [GeneratedRegex("^EXPOSE (.*)$", RegexOptions.Multiline)]
    private static partial Regex ExposedPorts();

    [GeneratedRegex("^ +- (0\\.0\\.0\\.0:)?[0-9]+:[0-9]+$", RegexOptions.Multiline)]
    private static partial Regex PublicPort();

    [GeneratedRegex("CHAT__admin__endPoint: (.*)$", RegexOptions.Multiline)]
    private static partial Regex AdminAddress();

    [GeneratedRegex("- chat-data:(/.*):ro$", RegexOptions.Multiline)]
    private static partial Regex DataOfPrometheus();

    [GeneratedRegex("^ +((?:CHAT|SUPERSOCKET)__[A-Za-z_0-9]+): (.*)$", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
