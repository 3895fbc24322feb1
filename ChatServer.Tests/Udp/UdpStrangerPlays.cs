using System.Diagnostics;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

/// <summary>Datagrams of nobody in particular, whose senders may be forged.</summary>
public class UdpStrangerPlays : ChatPlay
{
    private const string Probe = "#probe HB R                                                                ";
    private const string ProbeAnswer = "#probe " + LogInFirst;

    public UdpStrangerPlays() => Setup = new ServerSetup
    {
        Accounts = "open",
        AccountAttributes = "iterations=\"1000\" failuresPerAddress=\"1000000\"",
        Udp = "repeatAfter=\"60000\" maxRequestLength=\"4096\" maxConnectionNumber=\"10000\"",
    };

    private static IEnumerable<string> Commands { get; } =
    [
        "HB R", "HB R\r\n", "HB", "Who", "Help", "Help\r\n", "Quit", "Quit\r\n", "Lang en\nHelp", "Lang fr", "Format json", "Format json\nHelp", "Format xml",
        "Chat a b", "Confirm *", "Confirm 01a1fd15-57b5-7000-8008-005655894a55", "Pending", "Trace x", "Receipt on", "Join g", "Leave g", "Say g t", "Members g",
        "Groups", "Passwd a b", "Check", "Check a", "Check a b c", "Check juliet wrong", "check juliet " + new string('w', 200), "#r Check juliet wrong", "Fail x",
        "x", "\n", "\r\n\r\n", "   ", "{", "{}", "{\"cmd\":\"HB\"}", "{\"cmd\":\"Help\"}", "{\"cmd\":\"Check\",\"id\":\"juliet\",\"password\":\"w\"}",
        "{\"cmd\":\"Check\",\"id\":\"juliet\",\"password\":\"w\"}\n{\"cmd\":\"Help\"}\n{", "HB R\nHB R\nHB R\nHB R\nHB R", "GET / HTTP/1.1\r\n\r\n", "\u00ff\u00fd\u0001",
        new string('a', 4095), new string('a', 5000), new string('\n', 3000), "#" + new string('n', 100) + " Who",
    ];

    [Test]
    public async Task No_answer_before_the_login_is_larger_than_what_asked_for_it()
    {
        await LogIn("juliet");
        var random = new Random(5);
        IEnumerable<byte[]> garbage = Enumerable.Range(0, 500).Select(_ =>
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            return bytes;
        });
        int answered = 0;
        foreach (byte[] request in Commands.Select(System.Text.Encoding.UTF8.GetBytes).Concat(garbage))
        {
            using var stranger = new DatagramClient("stranger", Server.Udp.Listeners[0].EndPoint);
            stranger.SendsBytes(request);
            stranger.Sends(Probe);
            string? line;
            while ((line = await stranger.TryReceiveLine(1)) != ProbeAnswer)
            {
                if (line == null)
                {
                    // A datagram right behind a Quit finds a session that is closing.
                    stranger.Sends(Probe);
                    continue;
                }

                Assert.That(stranger.Datagrams, Is.EqualTo(1), () => System.Text.Encoding.UTF8.GetString(request));
                Assert.That(stranger.LastLength, Is.LessThanOrEqualTo(request.Length), () => System.Text.Encoding.UTF8.GetString(request));
                answered++;
            }
        }

        Assert.That(answered, Is.GreaterThan(100), "many are answered all the same");
        await Until("nothing is left of them", () => Server.Udp.SessionCount == 0);
    }

    [Test]
    public async Task An_answer_without_room_is_its_code_and_a_padded_request_gets_the_words()
    {
        await LogIn("juliet");
        DatagramClient stranger = OpenUdp("stranger");
        stranger.Sends("Check juliet wrong", "HB R", "HB R\n", "Check juliet wrong     ", "Help" + new string(' ', 2000));
        await stranger.Receives("440", "401", "账号或密码错误");
        Assert.That(await stranger.ReceivesLine(), Does.StartWith("Check "));
        stranger = OpenUdp("stranger");
        stranger.Sends("""{"cmd":"Check","id":"juliet","password":"wrong"}""");
        await stranger.Receives("""{"code":440}""");
    }

    // The memory is that of the whole process, so nothing else runs.
    [Test]
    [NonParallelizable]
    public async Task A_hundred_thousand_datagrams_of_thousands_of_senders_fill_nothing_and_keep_nobody_out()
    {
        const int Senders = 2000, Rounds = 50;
        await LogIn("juliet");
        DatagramClient[] strangers = [.. Enumerable.Range(0, Senders).Select(i => OpenUdp($"stranger {i}"))];
        string[] requests = ["HB R", "Chat juliet x", "{\"cmd\":\"Who\"}", "Check x", "\u0001\u0002", "Help", "Lang en", "Check juliet wrong"];
        Flood(strangers, requests, Rounds);
        await Until("nothing is left of them", () => Server.Udp.SessionCount == 0);
        long before = MemoryOfServer();

        long start = Stopwatch.GetTimestamp();
        Task flood = Task.Run(() => Flood(strangers, requests, Rounds));
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

    // The first flood, as large as the second, fills pools and tables. What this play keeps of the log, a line for each wrong password, is not the server's.
    private long MemoryOfServer()
    {
        Server.ForgetLog();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    [Test]
    public async Task Strangers_take_no_places_of_those_who_log_in()
    {
        Setup = Setup with { Accounts = "none", Udp = "maxConnectionNumber=\"40\"" };
        for (int i = 0; i < 50; i++)
        {
            DatagramClient stranger = OpenUdp("stranger");
            stranger.Sends(Probe);
            await stranger.Receives(ProbeAnswer);
        }

        for (int i = 0; i < 40; i++)
            await LogInByUdp($"user{i}");
        Server.ExpectError("the limit maxConnectionNumber=40 is reached");
        DatagramClient last = OpenUdp("last");
        last.Sends("Check last secret");
        await Until("it is refused", () => Server.Log.Any(entry => entry.Message.Contains("maxConnectionNumber=40", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Wrong_passwords_by_datagrams_pause_datagrams_and_nobody_who_connects()
    {
        Setup = Setup with { AccountAttributes = "iterations=\"1000\" failuresPerAddress=\"3\"" };
        await LogIn("juliet");
        DatagramClient stranger = OpenUdp("stranger");
        string guess = "Check juliet wrong" + new string(' ', 100);
        for (int i = 0; i < 3; i++)
        {
            stranger.Sends(guess);
            await stranger.Receives("账号或密码错误");
        }

        stranger.Sends(guess);
        Assert.That(await stranger.ReceivesLine(), Does.StartWith("密码错误次数太多"));
        await LogIn("romeo");
    }

    [Test]
    public async Task Logins_by_datagrams_are_limited_by_address()
    {
        Setup = Setup with { Accounts = "none", Limits = "loginsPerSecondPerAddress=\"1\" loginBurstPerAddress=\"2\" maxConnectionsPerAddress=\"3\"" };
        await LogInByUdp("a");
        await LogInByUdp("b");
        DatagramClient third = OpenUdp("c");
        third.Sends("Check c secret" + new string(' ', 200));
        Assert.That(await third.ReceivesLine(), Does.StartWith("登录未成功"));
        await LogIn("romeo");
    }

    private static void Flood(DatagramClient[] strangers, string[] requests, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            for (int k = 0; k < strangers.Length; k++)
                strangers[k].Sends(requests[(i + k) % requests.Length]);
        }
    }
}
