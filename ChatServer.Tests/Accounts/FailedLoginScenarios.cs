using ChatServer.Tests.Kit;
using NUnit.Framework;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Tests.Accounts;

/// <summary>Failed logins are in the log, for people and for programs that lock addresses out.</summary>
public sealed class FailedLoginScenarios : ChatScenario
{
    public FailedLoginScenarios() => Setup = Setup with { Accounts = "open", Attributes = "logCommand=\"true\"" };

    private string[] Failures => [.. Server.Log.Where(line => line.Level == LogLevel.Warn && line.Message.Contains(" failed: ", StringComparison.Ordinal)).Select(line => line.Message)];

    [Test]
    public async Task A_failed_login_names_the_id_and_the_address_and_never_the_password()
    {
        using ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check juliet hunter2");
        await romeo.Receives("账号或密码错误");
        Assert.That(Failures, Is.EqualTo(new[] { "Login of juliet from 127.0.0.1 failed: wrong id or password." }));

        // A password alone on its line is no command, and nobody's business.
        await romeo.Sends("hunter2", "Check romeo secret", "HB R");
        await romeo.Receives("不知道如何处理 hunter2 命令", LoggedIn, "R");
        await Until("the heartbeat is in the log", () => Server.Log.Any(line => line.Message.EndsWith("Command - HB", StringComparison.Ordinal)));
        Assert.That(Server.Log.Select(line => line.ToString()), Has.None.Contains("hunter2"));
    }

    [Test]
    public async Task A_wrong_old_password_is_a_failure_too()
    {
        using ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Passwd hunter2 changed");
        await juliet.Receives("原密码错误");
        Assert.That(Failures, Is.EqualTo(new[] { "Passwd of juliet from 127.0.0.1 failed: wrong id or password." }));
    }
}
