using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>The program with and without a database.</summary>
public sealed class LoadingScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-loading-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [TestCase("memory", false)]
    [TestCase("journal", false)]
    [TestCase("postgres", true)]
    public async Task The_code_of_the_database_is_loaded_only_if_it_is_configured(string store, bool isLoaded)
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Store = store, CommandAssembly = "ChatServer" }.ToXml());
        using var server = ServerProcess.OfChatServer("--config", ConfigFile);
        await server.UntilOutput("Ctrl-C stops the server.");
        string[] maps = await File.ReadAllLinesAsync($"/proc/{server.Id}/maps");
        Assert.That(maps.Any(line => line.Contains("Npgsql", StringComparison.Ordinal)), Is.EqualTo(isLoaded));
        Assert.That(maps.Any(line => line.EndsWith("ChatServer.Postgres.dll", StringComparison.Ordinal)), Is.EqualTo(isLoaded));
        Assert.That(maps.Any(line => line.EndsWith("ChatServer.Core.dll", StringComparison.Ordinal)), Is.True, "assemblies are in the list");
    }

    [Test]
    public async Task A_second_server_without_an_address_does_not_start_and_says_why()
    {
        string schema = TestDatabase.NewSchema();
        using var first = new RunningServer(new ServerSetup { Store = "postgres", Schema = schema, StoreAttributes = "node=\"a\"" });
        var setup = new ServerSetup { Store = "postgres", Schema = schema, StoreAttributes = "node=\"b\"", CommandAssembly = "ChatServer" };
        await File.WriteAllTextAsync(ConfigFile, setup.ToXml());
        (int exitCode, _, string[] errors) = await Run("--config", ConfigFile);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(string.Join('\n', errors), Does.Contain("the node \"a\" uses this database, and neither has an address"));
    }

    [Test]
    public async Task The_check_looks_at_the_database_and_changes_nothing()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Store = "postgres", CommandAssembly = "ChatServer" }.ToXml());
        (int exitCode, string[] output, _) = await Run("check", "--config", ConfigFile);
        Assert.That((exitCode, output.Length), Is.EqualTo((0, 2)));
        Assert.That(output[0], Does.Contain("is empty; the start creates the tables."));
    }

    private static Task<(int ExitCode, string[] Output, string[] Errors)> Run(params string[] arguments)
        => ChildProcess.Run(ChildProcess.DotNet, [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), .. arguments]);
}
