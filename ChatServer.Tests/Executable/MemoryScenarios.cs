using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>A server with little memory refuses messages before it runs out of it, and goes on.</summary>
[Platform(Include = "Linux")]
public class MemoryScenarios
{
    // 190 MB of the heap.
    private const int Messages = 80_000;
    private const int TextLength = 1000;

    // 256 MiB.
    private const string LittleMemory = "DOTNET_GCHeapHardLimit=0x10000000 exec";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-memory-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task It_refuses_messages_while_memory_is_short_says_so_and_goes_on()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Store = "journal" }.ToXml());
        await StoreMessages();
        using ServerProcess server = ServerProcess.OfShell(ConfigFile, LittleMemory, string.Empty);
        using ScriptedClient tybalt = await ScriptedClient.Connect("tybalt", await server.EndPoint("Utf8"), new System.Text.UTF8Encoding());
        Assert.That(server.Errors, Has.Some.Contains("The memory for this process, 256 MiB, does not hold what the limits allow"));
        await tybalt.Sends("Check tybalt secret", "Lang en");
        await tybalt.Receives("Welcome to SuperSocket Chat Server", "登录成功", "The language is English");
        await server.UntilError("Memory is short: ", 60);
        await tybalt.Sends("Chat juliet hello", "HB R");
        Assert.That(await tybalt.ReceivesLine(), Does.StartWith("Not stored: the server has too many unconfirmed messages"));
        await tybalt.Receives("R");
        (int health, string reason) = await Run("health");
        Assert.That((health, reason), Is.EqualTo((3, "ChatServer: Memory is short: new messages are refused.")));

        Assert.That((await Run("admin", "purge", "paris")).ExitCode, Is.Zero);
        await server.UntilError("Memory is no longer short: ", 60);
        await tybalt.Sends("Chat juliet hello");
        await tybalt.Receives("Not delivered yet: the recipient is offline, the message is kept");
        Assert.That((await Run("health")).ExitCode, Is.Zero);
    }

    private async Task StoreMessages()
    {
        string file = Path.Combine(_directory.FullName, "messages.jsonl");
        string text = new('x', TextLength);
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteLineAsync("""{"type":"export","version":1}""");
            for (int i = 0; i < Messages; i++)
            {
                string id = $"01970000-{i / 4096:x4}-7{i % 4096:x3}-8000-000000000000";
                await writer.WriteLineAsync($$"""{"type":"message","id":"{{id}}","from":"romeo","to":["paris"],"text":"{{text}}"}""");
            }
        }

        Assert.That((await Run("admin", "import", file)).ExitCode, Is.Zero);
    }

    private async Task<(int ExitCode, string Error)> Run(params string[] arguments)
    {
        using ServerProcess program = ServerProcess.OfChatServer([.. arguments, "--config", ConfigFile]);
        int exitCode = await program.Ended(120);
        return (exitCode, program.Errors.LastOrDefault(string.Empty));
    }
}
