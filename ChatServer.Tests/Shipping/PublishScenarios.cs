using System.Runtime.InteropServices;
using System.Text;
using ChatServer.Tests.Architecture;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Shipping;

/// <summary>The program as <c>dotnet publish</c> makes it, far from the repository.</summary>
[Platform(Include = "Linux")]
public sealed class PublishScenarios : IDisposable
{
    // Several compilations, on a machine that does other work too.
    private const double PublishSeconds = 600;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-publish-");

    private string Program => Path.Combine(_directory.FullName, "program", "ChatServer");

    private string ConfigFile => Path.Combine(_directory.FullName, "etc", "App.config");

    public void Dispose() => _directory.Delete(recursive: true);

    [Test]
    public async Task The_published_file_runs_from_an_empty_directory_with_configuration_and_data_elsewhere()
    {
        await Publish();
        string[] published = [.. Directory.GetFiles(Path.GetDirectoryName(Program)!).Select(Path.GetFileName).OfType<string>().Order()];
        Assert.That(published, Is.EqualTo(new[] { "ChatServer", "ChatServer.dll.config" }));
        DirectoryInfo etc = _directory.CreateSubdirectory("etc"), empty = _directory.CreateSubdirectory("empty");
        string data = Path.Combine(_directory.FullName, "data");
        string xml = new ServerSetup { Store = "journal", CommandAssembly = "ChatServer" }.ToXml();
        await File.WriteAllTextAsync(ConfigFile, xml.Replace("type=\"journal\"", $"type=\"journal\" path=\"{data}\"", StringComparison.Ordinal));

        Assert.That(await Run("--version"), Is.EqualTo((0, ProgramVersion.Text)));
        Assert.That(await Run("check", "--config", ConfigFile), Is.EqualTo((0, $"{ConfigFile}: a server can start with this file.")));
        Assert.That(await Run("check"), Is.EqualTo((0, $"{Program}.dll.config: a server can start with this file.")));
        using (ServerProcess server = Start("--config", ConfigFile))
        {
            using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await server.EndPoint("Utf8"), Encoding.UTF8);
            await romeo.Sends("Check romeo secret", "Chat juliet 你好");
            await romeo.Receives("Welcome to SuperSocket Chat Server", "登录成功", "消息未发送成功");
            Assert.That(await Run("health", "--config", ConfigFile), Is.EqualTo((0, "The server is ready.")));
            server.Signal(PosixSignal.SIGTERM);
            Assert.That(await server.Ended(), Is.Zero, server.Said);
            Assert.That(server.Errors, Is.Empty);
        }

        Assert.That(await Run("health", "--config", ConfigFile), Is.EqualTo((3, "ChatServer: no server runs with this configuration file.")));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(Program)!), Has.Length.EqualTo(published.Length), "It writes beside itself.");
        Assert.That(empty.GetFileSystemInfos(), Is.Empty);
        Assert.That(etc.GetFileSystemInfos(), Has.Length.EqualTo(1));
        Assert.That(Directory.GetFiles(data), Is.Not.Empty);
    }

    private async Task Publish()
    {
        // Files of its own, because other builds of the repository may run meanwhile.
        string artifacts = Path.Combine(_directory.FullName, "artifacts");
        string[] arguments =
        [
            "publish", Path.Combine(Sources.Root, "ChatServer"), "-o", Path.GetDirectoryName(Program)!, "--artifacts-path", artifacts, "-v", "quiet", "-nologo",
            "-p:PublishProfile=FrameworkDependent", $"-p:RuntimeIdentifier={RuntimeInformation.RuntimeIdentifier}", "-p:RunAnalyzers=false",
        ];
        using var publish = new ChildProcess(ChildProcess.DotNet, arguments);
        Assert.That(await publish.Ended(PublishSeconds), Is.Zero, publish.Said);
    }

    private async Task<(int ExitCode, string Text)> Run(params string[] arguments)
    {
        using ServerProcess program = Start(arguments);
        return (await program.Ended(), string.Join('\n', program.Output.Concat(program.Errors)));
    }

    // The file looks for the runtime where DOTNET_ROOT says, which may be another place than the usual ones.
    private ServerProcess Start(params string[] arguments)
    {
        string runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new ServerProcess(Program, arguments, Path.Combine(_directory.FullName, "empty"), new Dictionary<string, string?> { ["DOTNET_ROOT"] = runtime });
    }
}
