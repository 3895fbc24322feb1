using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Reload;

/// <summary>Each setting of <c>&lt;limits&gt;</c> is used as soon as the file is read again, by users who are logged in.</summary>
public sealed class ReloadedLimitScenarios : ReloadScenario
{
    private static readonly string Long = new('x', 4000);

    public ReloadedLimitScenarios() => Setup = new ServerSetup { Attributes = "maxRequestLength=\"8192\"" };

    // What exceeds the limit after the reload, and the answer. Before it, the same was possible.
    private static readonly Limit[] OfSending =
    [
        new("maxMessagesPerUser", "1", ["Chat bob 1", "Chat bob 2"], "recipient-full", "share-full"),
        new("maxCharactersPerUser", "10", [$"Chat bob {Long}"], "recipient-full", "share-full"),
        new("maxMessages", "1", ["Chat bob 1", "Chat bob 2"], "store-full"),
        new("maxCharacters", "1", ["Chat bob 1"], "store-full"),
        new("maxMessagesPerSender", "1", ["Chat bob 1", "Chat bob 2"], "sender-full"),
        new("maxCharactersPerSender", "1", ["Chat bob 1", "Chat bob 2"], "sender-full"),
        new("maxMessagesPerAddress", "1", [.. Enumerable.Repeat("Chat bob 1", 40)], "address-full"),
        new("maxCharactersPerAddress", "1", [.. Enumerable.Repeat($"Chat bob {Long}", 5)], "address-full"),
        new("maxMessagesToUnknown", "1", ["Chat bob 1", "Chat bob 2"], "unknown-full"),
        new("maxTextLength", "5", ["Chat bob longer"], "text-too-long"),
        new("messagesPerSecond", "1", ["Chat bob 1", "Chat bob 2"], "too-many-messages") { Before = "messageBurst=\"1\"" },
        new("messageBurst", "1", ["Chat bob 1", "Chat bob 2"], "too-many-messages") { Before = "messagesPerSecond=\"1\"" },
        new("maxGroupsPerUser", "1", ["Join red", "Join blue"], "too-many-groups"),
        new("maxMembersPerGroup", "1", ["Join full"], "group-full"),
        new("maxMemberships", "1", ["Join red"], "too-many-memberships"),
        new("maxMembershipsPerAddress", "1", ["Join red"], "too-many-memberships-of-address"),
        new("loginsPerSecondPerAddress", "1", ["Check romeo secret", "Check romeo secret"], "too-many-logins") { Before = "loginBurstPerAddress=\"1\"" },
        new("loginBurstPerAddress", "1", ["Check romeo secret", "Check romeo secret"], "too-many-logins") { Before = "loginsPerSecondPerAddress=\"1\"" },
    ];

    private static readonly Limit[] OfReading =
    [
        new("commandsPerSecond", "1", [], "commandsPerSecond") { Before = "commandBurst=\"1\"" },
        new("commandBurst", "1", [], "commandsPerSecond") { Before = "commandsPerSecond=\"1\"" },
        new("commandsPerSecondPerAddress", "1", [], "commandsPerSecondPerAddress") { Before = "commandBurstPerAddress=\"1\"" },
        new("commandBurstPerAddress", "1", [], "commandsPerSecondPerAddress") { Before = "commandsPerSecondPerAddress=\"1\"" },
    ];

    /// <summary>The settings that these scenarios show.</summary>
    internal static IEnumerable<string> Shown
        =>
        [
            .. OfSending.Concat(OfReading).Select(limit => "limits/" + limit.Name),
            "limits/maxAge", "limits/recallAge", "limits/loginTimeOut", "limits/slowReaderTimeOut", "limits/maxConnectionsPerAddress",
        ];

    [TestCaseSource(nameof(OfSending))]
    public async Task What_a_user_sends_is_refused_by_the_new_limit(Limit limit)
    {
        Setup = Setup with { Accounts = "open", Limits = limit.Before };
        ScriptedClient juliet = await LogInByJson("juliet");
        await Gets(juliet, "Join full", "joined");
        ScriptedClient romeo = await LogInByJson("romeo");
        if (limit.Name.Contains("Burst", StringComparison.Ordinal) || limit.Before.Length == 0)
            await Gets(romeo, "Chat bob before", "not-delivered-yet");
        Reload(Setup with { Limits = $"{limit.Before} {limit.Name}=\"{limit.Value}\"" });
        await Sends(romeo, limit.Lines);
        await Gets(romeo, limit.Answers);

        // What the file says at last counts, and nobody has lost the connection.
        Server.Reload(Setup);
        await Gets(romeo, "Chat bob after", "not-delivered-yet");
        await Gets(juliet, "HB", "heartbeat");
    }

    [TestCaseSource(nameof(OfReading))]
    public async Task A_user_is_read_more_slowly_by_the_new_rate(Limit limit)
    {
        Setup = new ServerSetup { Limits = limit.Before };
        ScriptedClient romeo = await LogIn("romeo");
        Reload(Setup with { Limits = $"{limit.Before} {limit.Name}=\"{limit.Value}\"" });
        Server.ForgetLog();
        await romeo.Sends("HB R", "HB R", "HB R");
        await Until("the log says so", () => Server.Log.Any(line => line.Message.Contains(limit.Answers[0] + ")", StringComparison.Ordinal)));
        Server.Reload(Setup);
        await romeo.Receives("R", "R", "R");
    }

    [Test]
    public async Task A_debt_of_a_slow_rate_is_short_after_the_rate_was_raised()
    {
        Setup = new ServerSetup { Limits = "messagesPerSecond=\"1\" messageBurst=\"10\"" };
        ScriptedClient romeo = await LogInByJson("romeo");
        for (int i = 0; i < 10; i++)
            await Sends(romeo, $"Chat bob {i}");
        await Gets(romeo, "Chat bob more", "too-many-messages");
        Reload(Setup with { Limits = "messagesPerSecond=\"1000\" messageBurst=\"10\"" });
        var deadline = new Deadline();
        while ((string?)(await Gets(romeo, "Chat bob more", "too-many-messages", "not-delivered-yet"))["name"] != "not-delivered-yet")
            Assert.That(deadline.IsOver, Is.False);
    }

    [Test]
    public async Task Nothing_is_recalled_after_the_new_time()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await Gets(romeo, "Receipt on", "receipts-on");
        string id = (string)(await Gets(romeo, "Chat bob hello", "stored-in-memory", "stored-on-disk"))["id"]!;
        Reload(Setup with { Limits = "recallAge=\"0\"" });
        await Gets(romeo, $"Recall {id}", "too-old-to-recall");
        Server.Reload(Setup);
        await Gets(romeo, $"Recall {id}", "recalled");
    }

    [Test]
    public async Task Messages_expire_after_the_new_age_and_stay_after_it_is_removed()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await Gets(romeo, "Chat bob before", "not-delivered-yet");
        Reload(Setup with { Limits = "maxAge=\"1\"" });
        await Until("the message has expired", () => Server.Chat.FindMailbox("bob")?.Count is null or 0);
        Server.Reload(Setup);
        await Gets(romeo, "Chat bob after", "not-delivered-yet");
        Assert.That(Server.Server("utf-8").Options.Limits.MaxAge, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task The_new_timeout_of_logins_counts_for_a_connection_that_is_open()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        ScriptedClient silent = await ConnectByJson("silent");
        Reload(Setup with { Limits = "loginTimeOut=\"1\"" });
        await Gets(silent, ["login-too-late"]);
        await Gets(romeo, "HB", "heartbeat");
    }

    [Test]
    public async Task The_new_timeout_of_slow_readers_counts_for_a_connection_that_is_open()
    {
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogInByJson("romeo");
        Reload(Setup with { Limits = "slowReaderTimeOut=\"1\"" });
        for (int i = 0; i < 40; i++)
            await Sends(romeo, [.. Enumerable.Repeat($"Chat juliet {Long}", 100)]);
        await Until("juliet is logged out", () => Server.Chat.ConnectionOf("juliet") == null);
        Assert.That(await juliet.ReceivesUntilEnd(), Has.Some.StartsWith("您有 1 秒没有接收任何内容"));
    }

    [Test]
    public async Task The_new_limit_of_an_address_refuses_new_connections_and_keeps_those_that_are_there()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        ScriptedClient juliet = await LogInByJson("juliet");
        Reload(Setup with { Limits = "maxConnectionsPerAddress=\"1\"" });
        ScriptedClient third = await ConnectSilently("third");
        Assert.That(await third.ReceivesLine(), Does.StartWith("来自您的地址的连接太多,最多 1 个"));
        await Gets(romeo, "HB", "heartbeat");
        await Gets(juliet, "HB", "heartbeat");
    }

    /// <summary>A setting, its new value, and what exceeds it.</summary>
    public sealed record Limit(string Name, string Value, string[] Lines, params string[] Answers)
    {
        /// <summary>Limits before the reload.</summary>
        public string Before { get; init; } = string.Empty;

        /// <inheritdoc/>
        public override string ToString() => Name;
    }
}
