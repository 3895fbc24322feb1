using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>What all connections from one address may do together. All of these tests come from 127.0.0.1.</summary>
public class AddressLimitScenarios : ChatScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(Deadline.DefaultSeconds);

    private const string TooManyConnections = "来自您的地址的连接太多,最多 2 个,请关闭一个后再试";

    [Test]
    public async Task One_connection_too_many_is_told_and_closed_and_may_come_again_when_another_has_left()
    {
        Setup = new ServerSetup { Limits = "maxConnectionsPerAddress=\"2\"" };
        ScriptedClient romeo = await Connect("romeo");
        ScriptedClient juliet = await Connect("juliet", "gb2312");
        await IsTurnedAway(await ConnectSilently("paris"));
        await IsTurnedAway(await ConnectSilently("paris", "gb2312"));
        await romeo.Sends("Quit");
        await romeo.Receives("再见");
        await Until("Romeo's place is free", () => Server.Server("utf-8").SessionCount == 0);
        await ComesIn("paris");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
    }

    [Test]
    public async Task The_line_is_in_the_language_of_the_port()
    {
        Setup = new ServerSetup { Limits = "maxConnectionsPerAddress=\"1\"", Attributes = "language=\"en\"" };
        await Connect("romeo");
        ScriptedClient paris = await ConnectSilently("paris");
        await paris.Receives("Too many connections from your address, at most 1; try again when one of them is closed");
        await paris.ReceivesEnd();
    }

    [Test]
    public async Task Many_who_are_turned_away_leave_nothing_behind()
    {
        Setup = new ServerSetup { Limits = "maxConnectionsPerAddress=\"2\"" };
        ScriptedClient romeo = await Connect("romeo");
        ScriptedClient juliet = await Connect("juliet");
        for (int i = 0; i < 50; i++)
            await IsTurnedAway(await ConnectSilently($"user{i}"));
        romeo.Leaves();
        juliet.Resets();
        await Until("the address is forgotten", () => Server.Server("utf-8").Addresses.Count == 0);
    }

    [Test]
    public async Task An_address_that_says_nothing_keeps_nobody_else_out([Values] bool isSecure)
    {
        string certificate = Path.GetTempFileName();
        TestCertificate.Write(certificate);
        Setup = new ServerSetup { Connections = 60, Limits = "maxConnectionsPerAddress=\"3\"" };
        if (isSecure)
            Setup = Setup with { ListenerAttributes = "security=\"Tls12, Tls13\"", Elements = $"<certificate filePath=\"{certificate}\" password=\"{TestCertificate.Password}\" />" };
        IPEndPoint server = Server.EndPoint("utf-8");
        var silent = new List<Socket>();
        try
        {
            // None of them reads, so that those who are refused linger.
            for (int i = 0; i < 150; i++)
                silent.Add(await ConnectFrom("127.0.0.1", server));

            using Socket other = await ConnectFrom("127.0.0.2", server);
            using var stream = new NetworkStream(other);
            Stream lines = stream;
            if (isSecure)
            {
#pragma warning disable CA5359 // The certificate is the test's own.
                var secure = new SslStream(stream, leaveInnerStreamOpen: true, (_, _, _, _) => true);
#pragma warning restore CA5359
                await secure.AuthenticateAsClientAsync("localhost").WaitAsync(Patience);
                lines = secure;
            }

            byte[] welcome = new byte[Welcome.Length];
            await lines.ReadExactlyAsync(welcome).AsTask().WaitAsync(Patience);
            Assert.That(System.Text.Encoding.ASCII.GetString(welcome), Is.EqualTo(Welcome));
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
            File.Delete(certificate);
        }

        await Until("the address is forgotten", () => Server.Server("utf-8").Addresses.Count == 0);
    }

    [Test]
    public async Task Logins_over_the_rate_are_refused_on_whatever_connection()
    {
        Setup = new ServerSetup { Limits = "loginsPerSecondPerAddress=\"1\" loginBurstPerAddress=\"3\"" };
        ScriptedClient romeo = await Connect("romeo");
        ScriptedClient juliet = await Connect("juliet");
        var clock = Stopwatch.StartNew();
        await romeo.SendsText("Check romeo secret\r\nCheck romeo secret\r\nCheck romeo\r\nCheck romeo secret\r\nCheck romeo secret\r\nHB R\r\n");
        await juliet.Sends("Lang en");
        await juliet.Receives(SpeaksEnglish);
        await romeo.Receives(LoggedIn, LoggedIn, WrongParameters, LoggedIn, "登录未成功:来自您的地址的登录太多,每秒最多 1 次,请 1 秒后再试");

        // romeo's next line rests for a second; juliet's first one does not.
        // (If this machine took so long that a login is free again, juliet has it.)
        await juliet.Sends("Check juliet secret");
        string answer = await juliet.ReceivesLine();
        Assert.That(answer, Is.EqualTo("Not logged in: too many logins from your address, at most 1 per second; try again in 1 s")
            .Or.EqualTo(clock.Elapsed.TotalSeconds < 0.9 ? "nothing else" : "Logged in"));
        await romeo.Receives("R");
    }

    [Test]
    public async Task A_refused_login_works_after_the_time_that_was_told()
    {
        Setup = new ServerSetup { Limits = "loginsPerSecondPerAddress=\"1\" loginBurstPerAddress=\"1\"" };
        await LogIn("romeo");
        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        string answer = await juliet.ReceivesLine();
        if (answer != LoggedIn)
        {
            Assert.That(answer, Is.EqualTo("登录未成功:来自您的地址的登录太多,每秒最多 1 次,请 1 秒后再试"));
            await Task.Delay(TimeSpan.FromSeconds(1));
            await juliet.Sends("Check juliet secret");
            await juliet.Receives(LoggedIn);
        }
    }

    private static async Task<Socket> ConnectFrom(string address, IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        await socket.ConnectAsync(server).WaitAsync(Patience);
        return socket;
    }

    private static async Task IsTurnedAway(ScriptedClient client)
    {
        await client.Receives(TooManyConnections);
        await client.ReceivesEnd();

        // Otherwise it lingers for a second, and too many of those are closed without a word.
        client.Leaves();
    }

    // The place is given back a moment after the session has left the list.
    private async Task ComesIn(string name)
    {
        var deadline = new Deadline();
        while (await (await ConnectSilently(name)).ReceivesLine() != Welcome)
            Assert.That(deadline.IsOver, Is.False);
    }
}
