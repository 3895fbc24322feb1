using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>Who may log in.</summary>
[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.InBothEncodings))]
public class AccountScenarios(Delivery delivery, string encoding) : ChatScenario(delivery, encoding)
{
    private const string WrongPassword = "账号或密码错误";

    [Test]
    public async Task The_first_login_makes_the_account_and_afterwards_only_its_password_logs_in()
    {
        Setup = new ServerSetup { Accounts = "open" };
        ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient thief = await Connect("thief");
        await thief.Sends("Check juliet Secret", "HB R", "Check juliet secret2", "Check thief own", "Check juliet guess", "HB R");
        await thief.Receives(WrongPassword, LogInFirst, WrongPassword, LoggedIn, WrongPassword, "R");
        await thief.Sends("Who");
        await thief.Receives("在线 2 人:juliet thief");
        await juliet.ReceivesNothing();

        ScriptedClient young = await LogIn("juliet");
        await juliet.Receives(Kicked);
        await young.ReceivesNothing();
    }

    [Test]
    public async Task Messages_wait_for_whoever_makes_the_account()
    {
        Setup = new ServerSetup { Accounts = "open" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 你好");
        await romeo.Receives(NotDelivered);
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "你好");
    }

    [Test]
    public async Task In_a_closed_server_only_accounts_of_the_operator_log_in_and_get_messages()
    {
        Setup = new ServerSetup { Accounts = "closed" };
        await Server.Accounts.AddAsync("romeo", "secret");
        await Server.Accounts.AddAsync("juliet", "secret");
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check mercutio secret", "Check romeo wrong", "Check romeo secret", "Chat mercutio hello", "Chat juliet hello");
        await romeo.Receives(WrongPassword, WrongPassword, LoggedIn, "消息未保存:没有账号 mercutio", NotDelivered);
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "hello");
    }

    [Test]
    public async Task Without_accounts_any_password_logs_in()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo secret", "Check romeo other", "Passwd other new", "Passwd");
        await romeo.Receives(LoggedIn, LoggedIn, "本服务器不检查密码", WrongParameters);
    }

    [Test]
    public async Task Passwd_changes_the_own_password()
    {
        Setup = new ServerSetup { Accounts = "open" };
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Passwd old new", "Check romeo old", "Passwd wrong new", $"Passwd old {new string('x', 129)}", "Passwd old", "Passwd old 新密码", "HB R");
        await romeo.Receives(LogInFirst, LoggedIn, "原密码错误", "密码须为 1 到 128 个字符,不能有空格和控制字符", WrongParameters, "密码已修改", "R");
        ScriptedClient other = await Connect("romeo");
        await other.Sends("Check romeo old", "Check romeo 新密码", "Lang en", "Check romeo old", "Passwd old old");
        await other.Receives(WrongPassword, LoggedIn, SpeaksEnglish, "Wrong id or password", "The old password is wrong");
        await romeo.Receives(Kicked);
    }

    [Test]
    public async Task What_was_answered_before_comes_before_the_login()
    {
        Setup = new ServerSetup { Accounts = "open", Store = "journal" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat paris 你好", "Check romeo secret", "Check romeo wrong", "HB R");
        await romeo.Receives("回执已开启");
        await romeo.ReceivesMessage("已存盘");
        await romeo.Receives(NotDelivered, LoggedIn, WrongPassword, "R");
    }
}
