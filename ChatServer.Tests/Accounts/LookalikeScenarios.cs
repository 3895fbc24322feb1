using ChatServer.Core.Accounts;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>Somebody makes an account or a group that looks like another one.</summary>
public class LookalikeScenarios : ChatScenario
{
    [Test]
    public async Task An_account_that_looks_like_another_is_not_made_and_the_other_goes_on()
    {
        Setup = new ServerSetup { Accounts = "open", Store = "journal" };
        ScriptedClient alice = await LogIn("alice");
        ScriptedClient thief = await Connect("thief");
        await thief.Sends("Check Alice secret", "Check аlісе secret", "Check alice\uFE0F secret", "Check alicе secret", "Check 管理员 secret", "Check Alice. secret");
        await thief.Receives(
            "没有创建 Alice:它和另一个名字看起来一样",
            "没有创建 аlісе:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字",
            "没有创建 alice\uFE0F:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字",
            "没有创建 alicе:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字",
            "没有创建 管理员:这个账号是保留的",
            LoggedIn);
        Assert.That(Server.Accounts.List().Select(account => account.Id), Is.EquivalentTo(["alice", "Alice."]));

        // Nor does a message wait for an account that can never be made.
        await alice.Sends("Chat ALICE hello", "Chat alice\uFE0F hello", "Chat Alic3 hello");
        await alice.Receives("消息未保存:没有账号 ALICE", "消息未保存:没有账号 alice\uFE0F", NotDelivered);
    }

    [Test]
    public async Task Accounts_that_were_made_before_the_rule_go_on_after_a_restart()
    {
        string[] old = ["Bob", "bob", "bоb", "bob\uFE0F", "admin"];
        Setup = new ServerSetup { Accounts = "open", Store = "journal" };
        foreach (string id in old)
            await AddAsBefore(id);
        Server.Restart();
        foreach (string id in old)
        {
            ScriptedClient client = await LogIn(id);
            await client.Sends($"Chat {id} hello");
            await client.ReceivesFrom(id, "hello");
        }
    }

    [Test]
    public async Task The_operator_makes_reserved_ids_but_none_that_looks_like_another()
    {
        Setup = new ServerSetup { Accounts = "closed", Store = "journal" };
        Assert.That(await Server.Administer("user add admin secret"), Is.EqualTo("The account admin was added."));
        Assert.That(await Server.Administer("user add Admin secret"), Is.EqualTo("The id Admin looks like that of another account."));
        Assert.That(await Server.Administer("user add ivаn secret"), Does.StartWith("No new account may have the id"));
        Assert.That(await Server.Administer("user remove admin"), Is.EqualTo("The account admin was removed."));
        Assert.That(await Server.Administer("user add Admin secret"), Is.EqualTo("The account Admin was added."));
    }

    [Test]
    public async Task A_group_that_looks_like_another_is_not_made()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join verona", "Join Verona", "Join veronа", "Leave verona", "Join Verona");
        await romeo.Receives(
            "您在群 verona 里,共 1 人",
            "没有创建 Verona:它和另一个名字看起来一样",
            "没有创建 veronа:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字",
            "您已退出群 verona",
            "您在群 Verona 里,共 1 人");
    }

    [Test]
    public async Task Ids_may_be_reserved_by_the_configuration()
    {
        Setup = new ServerSetup { Accounts = "open", AccountAttributes = "iterations=\"1000\" reservedIds=\"boss, 老板\"" };
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check Boss secret", "Check 老板 secret", "Check bossy secret");
        await romeo.Receives("没有创建 Boss:这个账号是保留的", "没有创建 老板:这个账号是保留的", LoggedIn);
    }

    [Test]
    public async Task Where_there_are_no_accounts_nobody_logs_in_under_an_id_that_is_not_seen()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo\uFE0F secret", "Check 小明 secret");
        await romeo.Receives("没有创建 romeo\uFE0F:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字", LoggedIn);
    }

    // The record of an account as servers without this rule wrote it.
    private async Task AddAsBefore(string id)
    {
        var system = Server.Server("utf-8").System;
        string hash = new PasswordHashes(1000).Hash("secret");
        long position = system.Store.Append(new ChatServer.Core.Storage.StoreRecord
        {
            Kind = ChatServer.Core.Storage.RecordKind.AccountSet,
            User = id,
            Text = hash,
            Time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        });
        await ChatServer.Core.Storage.StoreExtensions.WhenDurableAsync(system.Store, position);
    }
}
