using System.Buffers.Binary;
using ChatServer.Core.Accounts;
using ChatServer.Sessions;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Reload;

/// <summary>Each setting of <c>&lt;accounts&gt;</c> is used by the next login after the file was read again.</summary>
public sealed class ReloadedAccountScenarios : ReloadScenario
{
    public ReloadedAccountScenarios() => Setup = new ServerSetup { Accounts = "open" };

    /// <summary>The settings that these scenarios show.</summary>
    internal static IEnumerable<string> Shown =>
    [
        "accounts/mode", "accounts/iterations", "accounts/maxAccounts", "accounts/newAccountsPerHourPerAddress", "accounts/newAccountBurstPerAddress",
        "accounts/failuresPerAccount", "accounts/failuresPerAddress", "accounts/longestPause", "accounts/reservedIds", "accounts/restartMemory",
    ];

    [Test]
    public async Task Logins_make_no_more_accounts_when_they_are_closed_and_messages_need_an_account()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await Gets(romeo, "Chat nobody hello", "not-delivered-yet");
        Assert.That(Server.Chat.UnknownCount, Is.EqualTo(1));
        Reload(Setup with { Accounts = "closed" });
        Assert.That(Server.Chat.UnknownCount, Is.Zero);
        await Gets(await ConnectByJson("juliet"), "Check juliet secret", "wrong-password");
        await Gets(romeo, "Chat nobody hello", "no-such-user");
        await Gets(await ConnectByJson("romeo"), "Check romeo secret", "logged-in");

        Server.Reload(Setup);
        Assert.That(Server.Chat.UnknownCount, Is.EqualTo(1));
        await LogInByJson("juliet");
    }

    [Test]
    public void A_change_to_or_from_no_accounts_waits_for_a_restart()
    {
        ConfigurationReload reload = Server.Reload(Setup with { Accounts = "none" });
        Assert.That(reload.Changes.Single().RestartReason, Is.EqualTo("without accounts, ids in groups need none"));
        Assert.That(Server.Accounts.Mode, Is.EqualTo(AccountMode.Open));
    }

    [Test]
    public async Task New_passwords_are_hashed_with_the_new_number_of_iterations()
    {
        await LogInByJson("romeo");
        Reload(Setup with { AccountAttributes = "iterations=\"2000\"" });
        await LogInByJson("juliet");
        Assert.That((IterationsOf("romeo"), IterationsOf("juliet")), Is.EqualTo((1000, 2000)));
    }

    [TestCase(300)]
    [TestCase(0)]
    public async Task Verified_passwords_outlive_a_stop_as_is_set_now(int seconds)
    {
        Setup = Setup with { Store = "journal" };
        await LogInByJson("romeo");
        Server.Reload(Setup with { AccountAttributes = $"iterations=\"1000\" restartMemory=\"{seconds}\"" });
        Server.Stop();
        Assert.That(File.Exists(Path.Combine(Server.DataDirectory, RestartMemory.FileName)), Is.EqualTo(seconds > 0));
    }

    [TestCase("", "maxAccounts=\"1\"", "too-many-accounts")]
    [TestCase("newAccountBurstPerAddress=\"1\" newAccountsPerHourPerAddress=\"0\"", "newAccountBurstPerAddress=\"1\" newAccountsPerHourPerAddress=\"1\"", "")]
    [TestCase("newAccountsPerHourPerAddress=\"1\"", "newAccountsPerHourPerAddress=\"1\" newAccountBurstPerAddress=\"1\"", "too-many-new-accounts")]
    [TestCase("", "reservedIds=\"boss, juliet\"", "reserved-id")]
    public async Task A_new_account_is_refused_by_the_new_limit(string before, string now, string answer)
    {
        const string Cheap = "iterations=\"1000\" ";
        Setup = Setup with { AccountAttributes = Cheap + before };
        ScriptedClient romeo = await LogInByJson("romeo");
        Reload(Setup with { AccountAttributes = Cheap + now });

        // Without a limit nothing was counted before.
        if (answer.Length == 0)
            await Gets(await ConnectByJson("paris"), "Check paris secret", "logged-in");
        ScriptedClient juliet = await ConnectByJson("juliet");
        await Gets(juliet, "Check juliet secret", answer.Length == 0 ? "too-many-new-accounts" : answer);
        Server.Reload(Setup);
        await Gets(juliet, "Check juliet secret", "logged-in");
        await Gets(romeo, "HB", "heartbeat");
    }

    [TestCase("failuresPerAccount", "romeo")]
    [TestCase("failuresPerAddress", "juliet")]
    public async Task Wrong_passwords_cause_pauses_as_early_as_is_set_now(string setting, string next)
    {
        await LogInByJson("romeo");
        await LogInByJson("juliet");
        ScriptedClient guesser = await ConnectByJson("guesser");
        await Gets(guesser, "Check romeo wrong", "wrong-password");
        await Gets(guesser, "Check romeo wrong", "wrong-password");
        Reload(Setup with { AccountAttributes = $"iterations=\"1000\" {setting}=\"2\"" });
        await Gets(guesser, "Check romeo wrong", "wrong-password");
        await Gets(guesser, $"Check {next} wrong", "login-throttled");
    }

    [Test]
    public async Task A_pause_is_at_most_as_long_as_is_set_now()
    {
        await LogInByJson("romeo");
        ScriptedClient guesser = await ConnectByJson("guesser");
        for (int i = 0; i < 4; i++)
            await Gets(guesser, "Check romeo wrong", "wrong-password");
        Reload(Setup with { AccountAttributes = "iterations=\"1000\" failuresPerAccount=\"1\" longestPause=\"1\"" });

        // The fifth failure would cause a pause of 16 s.
        await Gets(guesser, "Check romeo wrong", "wrong-password");
        Assert.That((int)(await Gets(guesser, "Check romeo wrong", "login-throttled"))["seconds"]!, Is.EqualTo(1));
    }

    // The form of ASP.NET Core Identity: a marker, the algorithm, the iterations.
    private int IterationsOf(string id)
        => BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(Server.Accounts.List().Single(account => account.Id == id).Hash).AsSpan(5));
}
