using System.Diagnostics;
using ChatServer.Tests.Kit;
using ChatServer.Udp;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

/// <summary>Datagrams of nobody in particular, whose senders may be forged.</summary>
public class UdpUnauthenticatedScenarios : ChatScenario
{
    // All that a forged sender can make the server send: seven characters and a line end.
    private const string ChallengePattern = "^@[0-9a-z]{6}$";

    public UdpUnauthenticatedScenarios() => Setup = new ServerSetup
    {
        Accounts = "open",
        AccountAttributes = "iterations=\"1000\" failuresPerAddress=\"1000000\"",
        Udp = "repeatAfter=\"60000\" maxRequestLength=\"4096\" maxConnectionNumber=\"10000\"",
    };

    private static IEnumerable<string> Commands { get; } =
    [
        "HB R", "HB R\r\n", "HB", "Who", "Help", "Help\r\n", "Quit", "Quit\r\n", "Lang en\nHelp", "Lang fr", "Format json", "Format json\nHelp", "Format xml",
        "Chat a b", "Confirm *", "Confirm 01a1fd15-57b5-7000-8008-005655894a55", "Pending", "Trace x", "Receipt on", "Join g", "Leave g", "Say g t", "Members g",
        "Groups", "Passwd a b", "Check", "Check a", "Check a b c", "Check juliet wrong", "Check juliet secret", "check juliet " + new string('w', 200), "#r Check juliet wrong",
        "Fail x", "x", "\n", "\r\n\r\n", "   ", "{", "{}", "{\"cmd\":\"HB\"}", "{\"cmd\":\"Help\"}", "{\"cmd\":\"Check\",\"id\":\"juliet\",\"password\":\"secret\"}",
        "{\"cmd\":\"Check\",\"id\":\"juliet\",\"password\":\"w\"}\n{\"cmd\":\"Help\"}\n{", "HB R\nHB R\nHB R\nHB R\nHB R", "GET / HTTP/1.1\r\n\r\n", "\u00ff\u00fd\u0001",
        new string('a', 4095), new string('a', 5000), new string('\n', 3000), "#" + new string('n', 100) + " Who",
        "@", "@ Help", "@000000 Help", "@0000000000 Help", "@00000000000000000000000000 Help", "@K7Q2XM Check juliet secret", "@\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff Help",
    ];

    [Test]
    public async Task Whatever_comes_without_a_token_is_answered_by_a_challenge_that_is_no_longer_and_costs_no_session()
    {
        ScriptedClient juliet = await LogIn("juliet");
        var random = new Random(5);
        IEnumerable<byte[]> garbage = Enumerable.Range(0, 500).Select(_ =>
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            return bytes;
        });
        using DatagramClient sender = OpenUdp("sender", isPlain: true);
        foreach (byte[] request in Commands.Select(System.Text.Encoding.UTF8.GetBytes).Concat(garbage))
        {
            int before = sender.Datagrams;
            sender.SendsBytes(request);
            if (request.Length < DatagramTokens.ChallengeLength)
                sender.Sends("a probe that is long enough");
            Assert.That(await sender.ReceivesLine(), Does.Match(ChallengePattern), () => System.Text.Encoding.UTF8.GetString(request));
            Assert.That(sender.LastLength, Is.EqualTo(DatagramTokens.ChallengeLength));
            Assert.That(sender.Datagrams, Is.EqualTo(before + 1), "what is shorter is not answered");
        }

        Assert.That((Server.Udp.SessionCount, Server.Udp.HandledRequests), Is.EqualTo((0, 0)));
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task Whoever_cannot_receive_at_an_address_can_neither_log_in_from_it_nor_have_anything_sent_to_it()
    {
        using DatagramClient forged = OpenUdp("forged", isPlain: true);
        using DatagramClient other = OpenUdp("other", isPlain: true);
        other.Sends("Check romeo secret");
        string cookie = await other.ReceivesLine();

        // What the forger knows is a cookie of another address.
        for (int i = 0; i < 10; i++)
            forged.Sends($"{cookie} Check romeo secret", $"{cookie} Lang en\nCheck romeo secret\nHelp");
        for (int i = 0; i < 20; i++)
            Assert.That(await forged.ReceivesLine(), Does.Match(ChallengePattern).And.Not.EqualTo(cookie));
        Assert.That(Server.Chat.OnlineCount, Is.Zero);
        other.Sends($"{cookie} Check romeo secret");
        await other.Receives(LoggedIn);
    }

    [Test]
    public async Task The_next_owner_of_a_port_is_not_the_user_and_gets_nothing_that_is_meant_for_the_user_after_a_login()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        ScriptedClient juliet = await LogIn("juliet");

        // All that was sent to romeo is here, or the next owner of the port would get the rest.
        await romeo.HasReceivedNothing();
        string token = romeo.Token;
        int port = romeo.EndPoint.Port;
        romeo.Dispose();

        using var thief = new DatagramClient("thief", Server.Udp.Listeners[0].EndPoint, port) { IsPlain = true };
        thief.Sends("Chat juliet it is me", "Passwd secret mine");
        string cookie = await thief.ReceivesLine();
        await thief.ReceivesLine();

        // Also with the cookie of the address, which is that of romeo's login.
        thief.Sends($"{cookie} Chat juliet it is me", $"{cookie} Quit", $"{cookie} Confirm 01a1fd15-57b5-7000-8008-005655894a55");
        string[] answers = [await thief.ReceivesLine(), await thief.ReceivesLine(), await thief.ReceivesLine()];
        Assert.That(answers, Is.EquivalentTo(new[] { LogInFirst, "再见", LogInFirst }));
        Assert.That(Server.Chat.OnlineIds, Does.Contain("romeo"));
        await juliet.ReceivesNothing();

        thief.Sends($"{cookie} Check thief secret");
        await thief.Receives(LoggedIn);
        await thief.ReceivesLine();
        await UntilOffline("romeo");
        await juliet.Sends("Chat romeo for you only");
        await juliet.Receives(NotDelivered);
        Assert.That(Server.Udp.Tokens.Find(System.Text.Encoding.ASCII.GetBytes(token[1..]), thief.EndPoint), Is.Null);
    }

    [Test]
    public async Task A_token_is_worth_nothing_from_another_address()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        using DatagramClient thief = OpenUdp("thief", isPlain: true);
        thief.Sends($"{romeo.Token} Quit", $"{romeo.Token} Who");
        Assert.That(await thief.ReceivesLine(), Does.Match(ChallengePattern));
        Assert.That(await thief.ReceivesLine(), Does.Match(ChallengePattern));
        await romeo.HasReceivedNothing();
    }

    [Test]
    public async Task A_login_that_is_repeated_because_its_answer_was_lost_kicks_nobody_and_keeps_its_token()
    {
        using DatagramClient romeo = OpenUdp("romeo", isPlain: true);
        romeo.Sends("Check romeo secret");
        string cookie = await romeo.ReceivesLine();
        List<string> tokens = [];
        for (int i = 0; i < 3; i++)
        {
            romeo.Sends($"{cookie} Check romeo secret");
            await romeo.Receives(LoggedIn);
            tokens.Add((await romeo.ReceivesLine()).Split(' ')[^1]);
            if (i == 0)
                Assert.That(await romeo.ReceivesLine(), Does.StartWith("已新建账号 romeo"));
        }

        Assert.That(tokens.Distinct().Count(), Is.EqualTo(1));
        romeo.Sends($"{tokens[0]} HB R");
        await romeo.Receives("R");
        await Until("the others are gone", () => Server.Udp.SessionCount == 1);
        Assert.That(Server.Udp.Tokens.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_person_with_a_cookie_is_answered_in_words()
    {
        await LogIn("juliet");
        using DatagramClient sender = OpenUdp("sender", isPlain: true);
        sender.Sends("Check juliet wrong");
        string cookie = await sender.ReceivesLine();
        sender.Sends($"{cookie} Check juliet wrong\nHB R\nHelp");
        await sender.Receives("账号或密码错误", LogInFirst);
        Assert.That(await sender.ReceivesLine(), Does.StartWith("Check "));
    }

    [Test]
    public async Task A_program_gets_its_token_as_a_field()
    {
        using DatagramClient program = OpenUdp("program", isPlain: true);
        program.Sends("""{"cmd":"Check","id":"romeo","password":"secret"}""");
        string cookie = await program.ReceivesLine();
        program.Sends(cookie + """ {"cmd":"Check","id":"romeo","password":"secret","tag":"1"}""");
        Assert.That(await program.ReceivesLine(), Does.Contain("\"code\":201").And.Contain("\"tag\":\"1\""));
        var token = Newtonsoft.Json.Linq.JObject.Parse(await program.ReceivesLine());
        Assert.That((int)token["code"]!, Is.EqualTo(231));
        Assert.That(await program.ReceivesLine(), Does.Contain("\"code\":230"));
        program.Sends((string)token["token"]! + """ {"cmd":"HB","tag":"2"}""");
        Assert.That(await program.ReceivesLine(), Does.Contain("\"code\":216"));
    }

    // The memory is that of the whole process, so nothing else runs.
    [Test]
    [NonParallelizable]
    public async Task A_hundred_thousand_datagrams_of_thousands_of_senders_fill_nothing_and_keep_nobody_out()
    {
        const int Senders = 2000, Rounds = 50;
        await LogIn("juliet");
        DatagramClient[] senders = [.. Enumerable.Range(0, Senders).Select(i => OpenUdp($"sender {i}"))];
        string[] requests = ["HB R", "Chat juliet x", "{\"cmd\":\"Who\"}", "Check x", "\u0001\u0002", "Help", "Lang en", "Check juliet wrong"];
        Flood(senders, requests, Rounds);
        await Until("nothing is left of them", () => Server.Udp.SessionCount == 0);
        long before = MemoryOfServer();

        long start = Stopwatch.GetTimestamp();
        Task flood = Task.Run(() => Flood(senders, requests, Rounds));
        DatagramClient romeo = OpenUdp("romeo");
        int tries = 0;
        string? line;
        do
        {
            Assert.That(++tries, Is.LessThan(100));
            romeo.Sends("Check romeo secret");
            line = await romeo.TryReceiveLine(0.2);
        }
        while (line != LoggedIn);
        TestContext.Out.WriteLine($"logged in after {tries} tries, flood over: {flood.IsCompleted}");
        await flood;
        TestContext.Out.WriteLine($"{Senders * Rounds / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} datagrams a second");
        await Until("nothing is left of them", () => Server.Udp.SessionCount == 1);
        Assert.That(MemoryOfServer() - before, Is.LessThan(4 * 1024 * 1024));
    }

    // The first flood, as large as the second, fills pools and tables. What this test keeps of the log, a line for each wrong password, is not the server's.
    private long MemoryOfServer()
    {
        Server.ForgetLog();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    [Test]
    public async Task Unauthenticated_senders_take_no_places_of_those_who_log_in()
    {
        Setup = Setup with { Accounts = "none", Udp = "maxConnectionNumber=\"40\"" };
        for (int i = 0; i < 50; i++)
        {
            using DatagramClient sender = OpenUdp("sender", isPlain: true);
            sender.Sends("Check somebody secret");
            string cookie = await sender.ReceivesLine();
            sender.Sends($"{cookie} Who");
            await sender.Receives(LogInFirst);
        }

        for (int i = 0; i < 40; i++)
            await LogInByUdp($"user{i}");
        Server.ExpectError("the limit maxConnectionNumber=40 is reached");
        DatagramClient last = OpenUdp("last");
        last.Sends("Check last secret");
        await last.TryReceiveLine(0.1);
        await Until("it is refused", () => Server.Log.Any(entry => entry.Message.Contains("maxConnectionNumber=40", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Wrong_passwords_by_datagrams_count_as_those_of_any_connection_from_the_address()
    {
        Setup = Setup with { AccountAttributes = "iterations=\"1000\" failuresPerAddress=\"3\"" };
        await LogIn("juliet");
        using DatagramClient sender = OpenUdp("sender", isPlain: true);
        sender.Sends("Check juliet wrong");
        string cookie = await sender.ReceivesLine();
        for (int i = 0; i < 3; i++)
        {
            sender.Sends($"{cookie} Check juliet wrong");
            await sender.Receives("账号或密码错误");
        }

        sender.Sends($"{cookie} Check juliet wrong");
        Assert.That(await sender.ReceivesLine(), Does.StartWith("密码错误次数太多"));
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo secret");
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("密码错误次数太多"));
    }

    [Test]
    public async Task Logins_by_datagrams_are_limited_by_address()
    {
        Setup = Setup with { Accounts = "none", Limits = "loginsPerSecondPerAddress=\"1\" loginBurstPerAddress=\"2\" maxConnectionsPerAddress=\"30\"" };
        await LogInByUdp("a");
        await LogInByUdp("b");
        DatagramClient third = OpenUdp("c");
        third.Sends("Check c secret");
        Assert.That(await third.ReceivesLine(), Does.StartWith("登录未成功"));
    }

    private static void Flood(DatagramClient[] senders, string[] requests, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            for (int k = 0; k < senders.Length; k++)
                senders[k].Sends(requests[(i + k) % requests.Length]);
        }
    }
}
