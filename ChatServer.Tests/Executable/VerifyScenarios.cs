using ChatServer.Tests.Kit;
using NUnit.Framework;
using Utf8 = System.Text.UTF8Encoding;

namespace ChatServer.Tests.Executable;

/// <summary>The operator checks a journal.</summary>
public class VerifyScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-verify-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string Journal => Path.Combine(_directory.FullName, "data", "00000001.journal");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_journal_is_checked_after_a_crash_and_a_damage_is_found()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Store = "journal" }.ToXml());
        using (ServerProcess server = ServerProcess.OfChatServer("--config", ConfigFile))
        {
            using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await server.EndPoint("Utf8"), new Utf8());
            await romeo.Sends("Check romeo secret", "Chat juliet one");
            await romeo.Receives("Welcome to SuperSocket Chat Server", "登录成功", "消息未发送成功");

            // After the answer, so that it is in another write to the disk.
            await romeo.Sends("Chat juliet two");
            await romeo.Receives("消息未发送成功");

            (int busy, _, string inUse) = await Verify();
            Assert.That((busy, inUse), Is.EqualTo((1, $"ChatServer: the directory {Path.GetDirectoryName(Journal)} is in use by a server; stop it first, or check a copy.")));

            // The end of this block kills the server.
        }

        (int exitCode, string output, string errors) = await Verify();
        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(output, Does.StartWith($"{Journal}: 2 records, ").And.Contain("MessageAdded: 2").And.EndWith("is undamaged."));

        byte[] bytes = await File.ReadAllBytesAsync(Journal);
        await File.WriteAllBytesAsync(Journal, bytes[..^3]);
        (exitCode, output, _) = await Verify();
        Assert.That(exitCode, Is.Zero, "a write that was cut off is no damage");
        Assert.That(output, Does.Contain("the last write was cut off at offset "));

        bytes[70] ^= 1;
        await File.WriteAllBytesAsync(Journal, bytes);
        (exitCode, output, _) = await Verify();
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"{Journal}: damaged at offset 64, ").And.EndWith("damaged in 1 places; everything else in it is readable."));
        Assert.That(await File.ReadAllBytesAsync(Journal), Is.EqualTo(bytes), "nothing is changed");

        File.Delete(Path.Combine(Path.GetDirectoryName(Journal)!, "lock"));
        (exitCode, _, _) = await Verify();
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(Journal)!, "lock")), Is.False, "a copy is only read");
    }

    [Test]
    public async Task Without_a_journal_there_is_nothing_to_check()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Store = "memory" }.ToXml());
        Assert.That(await Verify(), Is.EqualTo((1, "", "ChatServer: the store is of the type memory: there is no journal.")));
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Store = "journal" }.ToXml());
        Assert.That(await Verify(), Is.EqualTo((1, "", $"ChatServer: there is no directory {Path.GetDirectoryName(Journal)}.")));
    }

    private async Task<(int ExitCode, string Output, string Errors)> Verify()
    {
        using ServerProcess program = ServerProcess.OfChatServer("verify", "--config", ConfigFile);
        int exitCode = await program.Ended();
        return (exitCode, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}
