using System.CommandLine;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatServer.Configuration;
using ChatServer.Hosting;
using ChatServer.Tests.Architecture;
using NUnit.Framework;

namespace ChatServer.Tests.Shipping;

/// <summary>The unit, the image, the compose file and the package name files, options and ports that exist.</summary>
[Platform(Include = "Linux")]
public sealed partial class DeploymentTests
{
    private const string Program = "/usr/lib/chat-server/ChatServer";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-deploy-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public void The_program_understands_the_command_lines_of_unit_and_image()
    {
        string[][] lines = [.. DeploymentFiles.CommandLines];
        Assert.That(lines, Has.Length.EqualTo(5));
        foreach (string[] line in lines)
        {
            Assert.That(line[0], Is.EqualTo(Program));
            ParseResult result = CommandLine.Create().Parse(line[1..]);
            Assert.That(result.Errors, Is.Empty, string.Join(' ', line));
            Assert.That(result.GetValue(CommandLine.ConfigFile), Is.EqualTo("/etc/chat-server/App.config"));
        }
    }

    [TestCase("/var/lib/chat-server", "", "127.0.0.1")]
    [TestCase("/data", "any", "Any")]
    public async Task The_configuration_of_package_and_image_is_valid_and_keeps_data_elsewhere(string data, string network, string address)
    {
        string file = Path.Combine(_directory.FullName, $"App{network}.config");
        (int exitCode, string[] output, _) = await Run("deploy/configure", network.Length == 0 ? [data] : [data, network]);
        Assert.That(exitCode, Is.Zero);
        await File.WriteAllLinesAsync(file, output);
        Assert.That(ConfigurationChecker.Find(file), Is.Empty);
        ChatOptions options = ChatOptions.Load(file);
        Assert.That(options.Store.Path, Is.EqualTo(data));
        Assert.That(options.SessionLimits.MessagesPerSecond > 0, Is.EqualTo(network == "any"));
        Assert.That(XDocument.Load(file).Descendants("server").Select(server => server.Attribute("ip")!.Value), Has.All.EqualTo(address));
    }

    [TestCase("data", "DATA must be an absolute path, not 'data'.")]
    [TestCase("/data all", "Usage: deploy/configure DATA [any]")]
    public async Task Wrong_arguments_of_the_configuration_are_refused(string arguments, string error)
    {
        (int exitCode, string[] output, string[] errors) = await Run("deploy/configure", arguments.Split(' '));
        Assert.That((exitCode, output.Length), Is.EqualTo((2, 0)));
        Assert.That(errors, Has.Length.EqualTo(1).And.One.EndsWith(error));
    }

    [Test]
    public void The_image_copies_what_exists_and_publishes_with_a_profile_that_exists()
    {
        string image = DeploymentFiles.Read("Dockerfile"), ignored = DeploymentFiles.Read(".dockerignore");
        Assert.That(DeploymentFiles.Exists($"ChatServer/Properties/PublishProfiles/{Profile().Match(image).Groups[1].Value}.pubxml"));
        string[] included = [.. ignored.Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..])];
        Assert.That(included.Where(path => !DeploymentFiles.Exists(path)), Is.Empty);
        string[] others = ["deploy/configure", "App.config", "Directory.Build.props", "Directory.Packages.props", "global.json"];
        IEnumerable<string> needed = DeploymentFiles.FindProjects().Concat(others);
        Assert.That(needed.Where(path => !included.Any(entry => path == entry || path.StartsWith(entry + "/", StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void The_image_exposes_the_ports_of_the_enabled_servers()
    {
        string[] exposed = [.. Expose().Match(DeploymentFiles.Read("Dockerfile")).Groups[1].Value.Split(' ').Order()];
        IEnumerable<string> ports = XDocument.Parse(DeploymentFiles.Read("App.config")).Descendants("server")
            .Where(server => server.Attribute("disabled")?.Value != "true").Select(server => server.Attribute("port")!.Value);
        Assert.That(exposed, Is.EqualTo(ports.Order()));
    }

    [Test]
    public async Task The_package_has_program_unit_and_configuration_and_never_overwrites_the_configuration()
    {
        string published = _directory.CreateSubdirectory("published").FullName;
        await File.WriteAllTextAsync(Path.Combine(published, "ChatServer"), "#!/bin/sh\n");
        (int exitCode, string[] output, string[] errors) = await Run(
            "deploy/debian/build", [_directory.FullName], new Dictionary<string, string?> { ["PUBLISHED"] = published });
        Assert.That(exitCode, Is.Zero, string.Join('\n', errors));
        string package = output.Single();
        Assert.That(Path.GetFileName(package), Does.StartWith($"chat-server_{ProgramVersion.Text}_"));
        string contents = await Query("--contents", package);
        foreach (string file in (string[])[Program, "/usr/bin/chat-server", "/usr/lib/systemd/system/chat-server.service", "/etc/chat-server/App.config"])
            Assert.That(contents, Does.Contain($" .{file}\n"));
        Assert.That(contents, Does.Match(@"(?m)^-rwxr-xr-x root/root .* \./usr/lib/chat-server/ChatServer$"));
        Assert.That(await Query("--info", package, "conffiles"), Is.EqualTo("/etc/chat-server/App.config\n"));
        foreach (string script in (string[])["postinst", "prerm", "postrm"])
        {
            (int syntax, _, string[] mistakes) = await ChildProcess.Run("sh", ["-n", Path.Combine(Sources.Root, "deploy", "debian", script)]);
            Assert.That(syntax, Is.Zero, string.Join('\n', mistakes));
        }
    }

    private static async Task<string> Query(params string[] arguments)
    {
        (int exitCode, string[] output, string[] errors) = await ChildProcess.Run("dpkg-deb", arguments);
        Assert.That(exitCode, Is.Zero, string.Join('\n', errors));
        return string.Concat(output.Select(line => line + "\n"));
    }

    private static Task<(int ExitCode, string[] Output, string[] Errors)> Run(
        string script, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null)
        => ChildProcess.Run(Path.Combine(Sources.Root, script), arguments, environment: environment);

    [GeneratedRegex("-p:PublishProfile=([A-Za-z]+)")]
    private static partial Regex Profile();

    [GeneratedRegex("^EXPOSE (.*)$", RegexOptions.Multiline)]
    private static partial Regex Expose();
}
