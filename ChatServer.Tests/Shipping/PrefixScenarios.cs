using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Tests.Architecture;
using NUnit.Framework;

namespace ChatServer.Tests.Shipping;

/// <summary>The packages as somebody publishes them from a repository of their own, with a prefix before the ids.</summary>
[Platform(Include = "Linux,MacOsX")]
public sealed partial class PrefixScenarios
{
    private const string Repository = "https://github.com/acme/chat";

    private static readonly string[] Projects = ["Common", "SocketBase", "Engine", "Facility", "WebSocket", "Hosting"];

    private readonly string _root = Directory.CreateTempSubdirectory("prefix-").FullName;

    private string Packages => Path.Combine(_root, "feed");

    [TearDown]
    public void RemoveFiles() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Packages_with_a_prefix_depend_on_each_other_link_to_their_source_and_serve_a_template()
    {
        string copy = Path.Combine(_root, "copy");
        CopySources(copy);
        string commit = await CommitAsync(copy);
        IEnumerable<string> projects = Projects.Select(name => $"engine/SuperSocket.{name}/SuperSocket.{name}.csproj");
        string[] all =
        [
            .. projects.Append("engine/SuperWebSocket/SuperWebSocket.csproj").Append("templates/SuperSocket.Templates/SuperSocket.Templates.csproj")
                .Select(path => $"<Project Path=\"{path}\" />"),
        ];
        await File.WriteAllTextAsync(Path.Combine(copy, "All.slnx"), $"<Solution>{string.Concat(all)}</Solution>");
        await DotNetCommand.RunAsync(
            copy, "pack", "All.slnx", "-c", "Release", "-v", "quiet", "-nologo",
            "-p:PackagePrefix=Acme.", "-p:RunAnalyzers=false", $"-p:PackageOutputPath={Packages}/");

        string[] files = [.. Directory.GetFiles(Packages, "*.nupkg")];
        Assert.That(files.Select(file => Path.GetFileName(file)), Has.Exactly(Projects.Length + 1).Items.And.All.StartsWith("Acme.SuperSocket."));
        foreach (string file in files)
            AssertPackage(file, commit);
        foreach (string file in Directory.GetFiles(Packages, "*.snupkg"))
            Assert.That(Read(file, ".pdb"), Does.Contain($"https://raw.githubusercontent.com/acme/chat/{commit}/*"), file);

        await DotNetCommand.WriteNuGetConfigAsync(_root, Packages, "Acme.*");
        string hive = Path.Combine(_root, "hive");
        string templates = files.Single(file => file.Contains("Templates", StringComparison.Ordinal));
        await DotNetCommand.RunAsync(_root, "new", "install", templates, "--debug:custom-hive", hive);
        await DotNetCommand.RunAsync(_root, "new", "supersocket-websocket", "-o", "Rooms", "--debug:custom-hive", hive);
        await DotNetCommand.RunAsync(Path.Combine(_root, "Rooms"), "build", "-v", "quiet", "-nologo");
    }

    private static void AssertPackage(string file, string commit)
    {
        string nuspec = Read(file, ".nuspec");
        Assert.That(nuspec, Does.Contain($"<repository type=\"git\" url=\"{Repository}").And.Contain($"commit=\"{commit}\""), file);
        string[] ours = [.. Dependency().Matches(nuspec).Select(match => match.Value).Where(text => text.Contains("SuperSocket", StringComparison.Ordinal))];
        Assert.That(ours, Has.All.Match("^id=\"Acme\\.SuperSocket\\.[A-Za-z]+\" version=\"\\[[0-9.]+\\]\"$"), file);
        if (file.Contains("Acme.SuperSocket.Engine.", StringComparison.Ordinal))
            Assert.That(ours, Is.Not.Empty, file);
    }

    // Of the first entry whose name has this end.
    private static string Read(string package, string end)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using var reader = new StreamReader(archive.Entries.First(entry => entry.FullName.EndsWith(end, StringComparison.Ordinal)).Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    // What the packages of the engine are made of, without what other builds have left.
    private static void CopySources(string copy)
    {
        string[] folders = ["engine", "build", "templates", "docs/images"];
        string[] files = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig", "LICENSE"];
        IEnumerable<string> all = folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Sources.Root, folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Sources.Root, file))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"));
        foreach (string file in all.Concat(files))
        {
            string target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Sources.Root, file), target);
        }
    }

    private static async Task<string> CommitAsync(string directory)
    {
        await GitAsync("init", "-q");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "All");
        await GitAsync("remote", "add", "origin", Repository + ".git");
        return await GitAsync("rev-parse", "HEAD");

        async Task<string> GitAsync(params string[] arguments)
        {
            using var git = new ChildProcess("git", arguments, directory);
            Assert.That(await git.Ended(), Is.Zero, git.Said);
            return string.Concat(git.Output);
        }
    }

    [GeneratedRegex("(?<=<dependency )id=\"[^\"]+\" version=\"[^\"]+\"")]
    private static partial Regex Dependency();
}
