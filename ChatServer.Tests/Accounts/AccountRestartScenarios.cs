using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>What becomes of accounts and passwords when a server stops, and where they are never found.</summary>
public class AccountRestartScenarios : ChatScenario
{
    private const string WrongPassword = "账号或密码错误";

    [Test]
    public async Task Accounts_and_changed_passwords_survive_a_restart()
    {
        Setup = new ServerSetup { Accounts = "open", Store = "journal" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Passwd secret changed", "Chat juliet hello");
        await romeo.Receives("密码已修改");
        await juliet.ReceivesFrom("romeo", "hello");

        Server.Restart();
        romeo = await Connect("romeo");
        await romeo.Sends("Check romeo secret", "Check romeo changed", "Check juliet changed", "Check juliet secret");
        await romeo.Receives(WrongPassword, LoggedIn, WrongPassword, LoggedIn);
        await romeo.ReceivesAgain("romeo", "hello");
    }

    [Test]
    public async Task Accounts_of_an_open_server_stay_when_it_is_closed()
    {
        Setup = new ServerSetup { Accounts = "open", Store = "journal" };
        await LogIn("romeo");
        Server.Restart(Setup with { Accounts = "closed" });
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet hello");
        await romeo.Receives("消息未保存:没有账号 juliet");
    }

    [Test]
    public async Task No_password_is_ever_in_the_log_or_in_a_file()
    {
        const string First = "Geheim4711", Second = "Ganz-anders-0815", Wrong = "Falsch1234";
        Setup = new ServerSetup { Accounts = "open", Store = "journal", Attributes = "logCommand=\"true\" logBasicSessionActivity=\"true\"", Chat = "<log level=\"Debug\" />" };
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(
            $"Check romeo {First}", $"Check romeo {Wrong}", $"Passwd {Wrong} {Second}", $"Passwd {First} {Second}", $"Check romeo {First} {Second}",
            $"Chekc romeo {Second}", $"Check romeo {Second} {new string('x', 5000)}", "HB R");
        await romeo.Receives(
            LoggedIn, WrongPassword, "原密码错误", "密码已修改", WrongParameters, "不知道如何处理 Chekc 命令", "您想用的是 Check 吗?", "命令太长,已被丢弃:一行必须少于 1024 字节", "R");
        await Task.Run(Server.Stop);

        string[] secrets = [First, Second, Wrong];
        string log = string.Join('\n', Server.Log.Select(line => $"{line.Message} {line.Exception}"));
        Assert.That(log, Does.Contain("Check").And.Contain("Passwd"), "the commands are logged");
        Assert.That(Array.FindAll(secrets, log.Contains), Is.Empty);
        string[] files = Directory.GetFiles(Server.DataDirectory);
        Assert.That(files, Is.Not.Empty);
        foreach (string file in files)
        {
            byte[] bytes = await File.ReadAllBytesAsync(file);
            Assert.That(Array.FindAll(secrets, secret => bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0), Is.Empty, file);
        }
    }

    [Test]
    public async Task The_operator_disconnects_whose_account_changes()
    {
        Setup = new ServerSetup { Accounts = "open" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        Assert.That(await Server.Administer("user remove romeo"), Is.EqualTo("The account romeo was removed."));
        await romeo.Receives("管理员已删除您的账号,您已经下线");
        await romeo.ReceivesEnd();
        await juliet.Sends("Lang en", "Help me");
        await juliet.Receives(SpeaksEnglish);
        await juliet.ReceivesLine();
        Assert.That(await Server.Administer("user passwd juliet changed"), Is.EqualTo("The account juliet has a new password."));
        await juliet.Receives("The operator has changed your password; please log in again");
        await juliet.ReceivesEnd();
        juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret", "Check juliet changed", "Chat romeo Are you there?");
        await juliet.Receives(WrongPassword, LoggedIn, NotDelivered);
    }
}
