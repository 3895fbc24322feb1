using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Tests.Architecture;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Shipping;

/// <summary>
/// The packages as <c>dotnet pack</c> makes them of what is built, and applications outside of the repository that know our ids only from there: one of
/// each template, and the one of the migration guide.
/// </summary>
// One pack and one build for all tests.
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Platform(Include = "Linux,MacOsX")]
public sealed partial class PackageScenarios
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private static readonly string[] Ids =
    [
        "ChatServer.Client", "ChatServer.Terminal", "SuperSocket.Common", "SuperSocket.Engine", "SuperSocket.Facility", "SuperSocket.Hosting",
        "SuperSocket.SocketBase", "SuperSocket.Templates", "SuperSocket.WebSocket",
    ];

    private static readonly Dictionary<string, string> Applications = new()
    {
        ["supersocket"] = "Lines",
        ["supersocket-config"] = "Configured",
        ["supersocket-websocket"] = "Rooms",
        ["supersocket-chat"] = "Talks",
    };

    // All but the one that is built with the chat server.
    private static readonly string[] Samples =
        [.. Directory.GetDirectories(Path.Combine(Sources.Root, "samples")).Select(directory => Path.GetFileName(directory)!).Except(["ChatCommands"])];

    private readonly string _root = Directory.CreateTempSubdirectory("packages-").FullName;

    private string Packages => Path.Combine(_root, "feed");

    [OneTimeSetUp]
    public async Task Pack_and_build()
    {
        await DotNetCommand.RunAsync(
            Sources.Root, "pack", "ChatServer.sln", "--no-build", "-c", Configuration, $"-p:PackageOutputPath={Packages}/", "-v", "quiet", "-nologo");
        await DotNetCommand.WriteNuGetConfigAsync(_root, Packages, "SuperSocket.*", "ChatServer.*");
        string templates = Directory.GetFiles(Packages, "SuperSocket.Templates.*.nupkg").Single();
        await DotNetCommand.RunAsync(_root, "new", "install", templates, "--debug:custom-hive", Path.Combine(_root, "hive"));
        foreach ((string template, string name) in Applications)
            await DotNetCommand.RunAsync(_root, "new", template, "-o", name, "--debug:custom-hive", Path.Combine(_root, "hive"));
        WriteMigratedApplication();
        CopySamples();
        string[] files = Directory.GetFiles(_root, "*.csproj", SearchOption.AllDirectories);
        string[] projects = [.. files.Select(file => $"<Project Path=\"{Path.GetRelativePath(_root, file)}\" />")];
        Assert.That(projects, Has.Length.EqualTo((2 * Applications.Count) + 1 + Samples.Length));
        await File.WriteAllTextAsync(Path.Combine(_root, "All.slnx"), $"<Solution>{string.Concat(projects)}</Solution>");
        await DotNetCommand.RunAsync(_root, "build", "All.slnx", "-c", Configuration, "-v", "quiet", "-nologo", "-warnaserror");
    }

    [OneTimeTearDown]
    public void RemoveFiles() => Directory.Delete(_root, recursive: true);

    [Test]
    public void The_packages_have_what_a_feed_asks_for_and_no_path_of_this_machine()
    {
        string[] files = [.. Directory.GetFiles(Packages, "*.nupkg").Order()];
        Assert.That(files.Select(file => Version().Replace(Path.GetFileName(file), "")), Is.EqualTo(Ids));
        foreach (string file in files)
        {
            using ZipArchive package = ZipFile.OpenRead(file);
            string[] names = [.. package.Entries.Select(entry => entry.FullName)];
            Assert.That(names, Is.SupersetOf(new[] { "README.md", "icon.png", "LICENSE" }), file);
            string nuspec = Read(package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)));
            Assert.That(nuspec, Does.Contain("<license type=\"expression\">Apache-2.0</license>").And.Contain("<description>").And.Contain("<tags>"), file);
            foreach (ZipArchiveEntry entry in package.Entries.Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal)))
            {
                Assert.That(names, Does.Contain(Path.ChangeExtension(entry.FullName, ".xml")), file);
                Assert.That(Read(entry), Does.Not.Contain(Sources.Root), $"{file}: {entry.FullName}");
            }
        }

        Assert.That(Directory.GetFiles(Packages, "*.snupkg"), Has.Length.EqualTo(Ids.Length - 1), "the templates have no symbols");
    }

    [Test]
    public async Task The_tests_of_each_new_application_pass()
    {
        string output = await DotNetCommand.RunAsync(_root, "test", "All.slnx", "-c", Configuration, "--no-build", "-nologo");
        Assert.That(Passed().Count(output), Is.EqualTo(Applications.Count), output);
    }

    [Test]
    public async Task Samples_that_were_copied_alone_do_what_their_comments_say()
    {
        var environment = new Dictionary<string, string?>(DotNetCommand.Environment) { ["SAMPLES_DIRECTORY"] = Path.Combine(_root, "samples") };
        string output = await DotNetCommand.RunAsync(
            environment, Sources.Root,
            "test", "engine/SuperSocket.Tests", "-c", Configuration, "--no-build", "-nologo", "--filter", "FullyQualifiedName~SuperSocket.Tests.Samples.");
        Assert.That(Passed().Count(output), Is.EqualTo(1), output);
    }

    [Test]
    public async Task The_server_in_code_answers()
    {
        int port = FreePorts.Find();
        using ChildProcess server = Start("Lines", $"{port}");
        await server.UntilOutput("Listening on");
        using TestClient client = await ConnectAsync(port);
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("Welcome"));
        Assert.That(await client.AskAsync("ADD 1 2 3"), Is.EqualTo("6"));
        await server.Types("");
        Assert.That(await server.Ended(), Is.Zero, server.Said);
    }

    [Test]
    public async Task The_configured_server_answers()
    {
        (string config, int port) = Configure("Configured");
        using ChildProcess server = Start("Configured", config);
        await server.UntilOutput("Application started");
        using TestClient client = await ConnectAsync(port);
        Assert.That(await client.AskAsync("TIME"), Does.Match("^[0-9-]+ [0-9:]+Z$"));
    }

    [Test]
    public async Task The_WebSocket_server_answers()
    {
        int port = FreePorts.Find();
        using ChildProcess server = Start("Rooms", $"{port}");
        await server.UntilOutput("Listening on");
        using var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(Deadline.Default);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/?name=alice"), deadline.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("SAY hello"), WebSocketMessageType.Text, true, deadline.Token);
        byte[] buffer = new byte[100];
        int received = (await socket.ReceiveAsync(buffer, deadline.Token)).Count;
        Assert.That(Encoding.UTF8.GetString(buffer, 0, received), Is.EqualTo("alice: hello"));
    }

    [Test]
    public async Task The_chat_delivers()
    {
        (string config, int port) = Configure("Talks");
        using ChildProcess server = Start("Talks", config);
        await server.UntilOutput("Press Enter");
        using TestClient alice = await ConnectAsync(port);
        Assert.That(await alice.ReadLineAsync(), Is.EqualTo("Welcome to the chat"));
        Assert.That(await alice.AskAsync("Check alice secret"), Is.EqualTo("Logged in"));
        Assert.That(await alice.AskAsync("Chat alice hello"), Is.EqualTo("alice: hello"));
    }

    [Test]
    public async Task The_application_of_the_migration_guide_answers()
    {
        (string config, int port) = Configure("Shop");
        using ChildProcess server = Start("Shop", config);
        await server.UntilOutput("Press Enter");
        using TestClient client = await ConnectAsync(port);
        Assert.That(await client.AskAsync("PRICE tea"), Is.EqualTo("tea costs 3"));
        await server.Types("");
        Assert.That(await server.Ended(), Is.Zero, server.Said);
    }

    [Test]
    public async Task The_console_client_is_a_tool()
    {
        string tools = Path.Combine(_root, "tools");
        await DotNetCommand.RunAsync(_root, "tool", "install", "ChatServer.Terminal", "--tool-path", tools);
        (int exitCode, string[] output, string[] errors) =
            await ChildProcess.Run(Path.Combine(tools, "chat"), ["--help"], environment: DotNetCommand.Environment);
        Assert.That(exitCode, Is.Zero, string.Join('\n', errors));
        Assert.That(string.Join('\n', output), Does.Contain("play"));
    }

    private static Task<TestClient> ConnectAsync(int port) => TestClient.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, port));

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private ChildProcess Start(string name, string argument)
    {
        string project = Directory.GetFiles(_root, $"{name}.csproj", SearchOption.AllDirectories).Single();
        string program = Path.Combine(Path.GetDirectoryName(project)!, "bin", Configuration, "net10.0", $"{name}.dll");
        return new ChildProcess(ChildProcess.DotNet, [program, argument], environment: DotNetCommand.Environment);
    }

    private (string File, int Port) Configure(string name)
    {
        string source = Directory.GetFiles(Path.Combine(_root, name), "App.config", SearchOption.AllDirectories)[0];
        string text = FreePorts.In(File.ReadAllText(source));
        string file = Path.Combine(_root, name + ".config");
        File.WriteAllText(file, text);
        return (file, int.Parse(Port().Match(text).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    // Without what their builds left.
    private void CopySamples()
    {
        foreach (string sample in Samples)
        {
            DirectoryInfo target = Directory.CreateDirectory(Path.Combine(_root, "samples", sample));
            foreach (string file in Directory.GetFiles(Path.Combine(Sources.Root, "samples", sample)))
                File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
            File.Delete(Path.Combine(target.FullName, "packages.lock.json"));
        }
    }

    // The blocks of the guide whose first line names a file.
    private void WriteMigratedApplication()
    {
        string guide = File.ReadAllText(Path.Combine(Sources.Root, "docs", "migrating.md"));
        foreach (Match block in NamedBlock().Matches(guide))
        {
            string file = Path.Combine(_root, block.Groups[1].Value);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, block.Groups[2].Value);
        }
    }

    [GeneratedRegex(@"\.[0-9]+\.[0-9]+\.[0-9]+\.nupkg$")]
    private static partial Regex Version();

    [GeneratedRegex("^Passed! ", RegexOptions.Multiline)]
    private static partial Regex Passed();

    [GeneratedRegex("port=\"([0-9]+)\"")]
    private static partial Regex Port();

    [GeneratedRegex(@"^`(Shop/[A-Za-z./]+)`:\n\n```\w+\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NamedBlock();
}
