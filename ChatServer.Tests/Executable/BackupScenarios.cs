using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>The operator backs a running server up, loses its data, and restores it.</summary>
[Platform(Include = "Linux,MacOsX")]
public class BackupScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-backup-");

    private const string MoveAway = "A restore overwrites nothing: move the files of the journal and restore.tmp away first.";

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string Data => Path.Combine(_directory.FullName, "data");

    private string Backup => Path.Combine(Data, "backups", "monday");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_backup_is_made_verified_and_restored()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Accounts = "open", Store = "journal" }.ToXml());
        using (ServerProcess server = ServerProcess.OfChatServer("--config", ConfigFile))
        {
            using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await server.EndPoint("Utf8"), new System.Text.UTF8Encoding());
            await romeo.Sends("Check romeo secret", "Chat juliet kept");
            await romeo.Receives("Welcome to SuperSocket Chat Server", "登录成功", "消息未发送成功");
            string relative = Path.GetRelativePath(Environment.CurrentDirectory, Backup);
            string said = (await Run("admin", "backup", relative)).Output;
            Assert.That(said, Does.Match($"^The backup {Backup} has [0-9]+ records in [0-9]+ bytes, and was read back.$"));
            Assert.That((await Run("admin", "backup", Backup)).ExitCode, Is.EqualTo(1));
            Assert.That((await Run("restore", Backup)).Errors, Does.Contain("is in use"));

            // The end of this block kills the server.
        }

        (int exitCode, string output, string errors) = await Run("verify", Backup);
        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(output, Does.EndWith($"The journal in {Backup} is undamaged."));
        (exitCode, _, errors) = await Run("restore", Backup);
        Assert.That((exitCode, errors), Is.EqualTo((1, $"ChatServer: the directory {Data} is not empty: it has 00000001.journal. {MoveAway}")));
        foreach (string file in Directory.GetFiles(Data).Where(file => Path.GetFileName(file) != "audit.log"))
            File.Delete(file);
        Assert.That((await Run("restore", Path.Combine(Data, "none"))).Errors, Does.EndWith("there is no directory " + Path.Combine(Data, "none") + "."));
        (exitCode, output, errors) = await Run("restore", Backup);
        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(output, Does.Match($"^The backup {Backup} was checked and restored to {Data}: [0-9]+ records in 3 files. Start the server now.$"));

        using ServerProcess again = ServerProcess.OfChatServer("--config", ConfigFile);
        using ScriptedClient juliet = await ScriptedClient.Connect("juliet", await again.EndPoint("Utf8"), new System.Text.UTF8Encoding());
        await juliet.Sends("Check romeo wrong");
        await juliet.Receives("Welcome to SuperSocket Chat Server", "账号或密码错误");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives("登录成功");
        Assert.That(await juliet.ReceivesLine(), Does.StartWith("romeo 给你发送消息:kept "));
    }

    private async Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments)
    {
        using ServerProcess program = ServerProcess.OfChatServer([.. arguments, "--config", ConfigFile]);
        int exitCode = await program.Ended(60);
        return (exitCode, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}
