using System.Net;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Reload;

/// <summary>Attributes of <c>&lt;server&gt;</c> are used, and servers come and go, while users are connected to the others.</summary>
public sealed class ReloadedServerScenarios : ReloadScenario
{
    private static string Third(int port, string attributes = "")
        => $"<server name=\"Third\" serverType=\"ChatServer.Sessions.ChatAppServer, ChatServer\" textEncoding=\"gb18030\" {attributes}>"
            + $"<listeners><add ip=\"127.0.0.1\" port=\"{port}\" /></listeners></server>";

    [Test]
    public async Task New_sessions_speak_the_new_language_and_old_ones_theirs()
    {
        ScriptedClient romeo = await LogIn("romeo");
        Reload(Setup with { Attributes = "language=\"en\"" });
        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives("Logged in");
        await romeo.Sends("Chat nobody hello");
        await romeo.Receives(NotDelivered);

        Server.Reload(Setup);
        await LogIn("paris");
    }

    [Test]
    public async Task A_lower_limit_of_connections_refuses_new_ones_and_keeps_those_that_are_there()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        ScriptedClient juliet = await LogInByJson("juliet");
        Reload(Setup with { Connections = 1 });
        Server.ExpectError("the limit maxConnectionNumber=1 is reached");
        ScriptedClient third = await ConnectSilently("third");
        await third.ReceivesEnd();
        await Gets(romeo, "HB", "heartbeat");
        await Gets(juliet, "HB", "heartbeat");

        Server.Reload(Setup);
        await LogInByJson("third");
    }

    [Test]
    public async Task Sessions_that_are_idle_longer_than_is_set_now_are_closed()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        Reload(Setup with { Attributes = "clearIdleSession=\"true\" clearIdleSessionInterval=\"1\" idleSessionTimeOut=\"1\"" });
        await Gets(romeo, ["idle-too-long"]);
        Reload(Setup with { Attributes = "clearIdleSession=\"true\" clearIdleSessionInterval=\"1\" idleSessionTimeOut=\"1000\"" });
        await LogInByJson("romeo");
        Assert.That(Server.Reload(Setup).Changes, Is.Empty);
    }

    [Test]
    public async Task A_page_of_a_new_origin_and_a_new_name_of_the_host_are_accepted()
    {
        Setup = Setup with { Web = string.Empty };
        Assert.That(await Ask(), Is.EqualTo(HttpStatusCode.MisdirectedRequest).Or.EqualTo(HttpStatusCode.Forbidden).Or.EqualTo(HttpStatusCode.BadRequest));
        Reload(Setup with { Web = "allowedHosts=\"chat.example\" allowedOrigins=\"https://chat.example\"" });
        Assert.That(await Ask(), Is.EqualTo(HttpStatusCode.SwitchingProtocols));

        async Task<HttpStatusCode> Ask()
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Server.Web.Listeners[0].EndPoint}/ws");
            request.Headers.Host = "chat.example";
            request.Headers.Add("Origin", "https://chat.example");
            request.Headers.Add("Connection", "Upgrade");
            request.Headers.Add("Upgrade", "websocket");
            request.Headers.Add("Sec-WebSocket-Version", "13");
            request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return response.StatusCode;
        }
    }

    [Test]
    public async Task A_new_login_by_datagram_uses_the_new_pauses_between_repeats()
    {
        Setup = Setup with { Udp = "repeatAfter=\"60000\" longestRepeat=\"60000\"" };
        DatagramClient juliet = await LogInByUdp("juliet");
        Reload(Setup with { Udp = "repeatAfter=\"50\" longestRepeat=\"100\" unconfirmedWindow=\"2\"" });
        DatagramClient paris = await LogInByUdp("paris");
        Assert.That(Server.Udp.Repeats, Has.Property("RepeatAfter").EqualTo(50).And.Property("Window").EqualTo(2));
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat paris hello");
        await paris.ReceivesMessage("romeo 给你发消息:hello");
        await paris.ReceivesMessage("romeo 给你发消息:hello");
        Assert.That(juliet, Is.Not.Null);
    }

    [Test]
    public async Task A_server_comes_and_goes_and_its_users_are_told()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        int port = FreePorts.Find();
        ConfigurationReload reload = Server.Reload(WithThird(Third(port)));
        Assert.That(reload.Changes.Single().ToString(), Is.EqualTo("superSocket/servers/Third was added"));
        Assert.That(reload.Changes.Single().IsUsedNow, Is.True);
        ScriptedClient juliet = await Connect("juliet", "gb18030");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        await Sends(romeo, "Chat juliet hello");
        await juliet.ReceivesFrom("romeo", "hello");

        // What is said of it now counts.
        Assert.That(Server.Reload(WithThird(Third(port, "language=\"en\""))).Changes.Select(change => change.ToString()), Is.EqualTo(new[]
        {
            "superSocket/servers/Third was added", "superSocket/servers/Third/language, \"en\" (before: not set)",
        }));

        reload = Server.Reload(Setup);
        Assert.That(reload.Changes, Is.Empty, "It came and went since the start.");
        await juliet.Receives(ShuttingDown);
        await juliet.ReceivesEnd();
        await Gets(romeo, "HB", "heartbeat");
        Assert.That(Server.Server("utf-8").Host!.AppServers.Select(server => server.Name), Is.EqualTo(new[] { "Utf8", "Second" }));
    }

    [Test]
    public async Task A_server_that_is_disabled_ends_and_starts_again_when_it_is_enabled_with_what_the_file_says_then()
    {
        int port = FreePorts.Find();
        Server.Reload(WithThird(Third(port)));
        Server.Reload(WithThird(Third(port, "disabled=\"true\"")));
        Assert.That(Names, Does.Not.Contain("Third"));
        int next = FreePorts.Find();
        Server.Reload(WithThird(Third(next, "maxRequestLength=\"300\"")));
        Assert.That(Names, Does.Contain("Third"));
        Assert.That(Server.Server("gb18030").Listeners[0].EndPoint.Port, Is.EqualTo(next));
        await LogIn("juliet", "gb18030");
    }

    [Test]
    public async Task A_port_moves_from_one_server_to_another()
    {
        int port = FreePorts.Find();
        Server.Reload(WithThird(Third(port)));
        ScriptedClient juliet = await LogIn("juliet", "gb18030");
        ConfigurationReload reload = Server.Reload(WithThird(Third(port).Replace("Third", "Fourth", StringComparison.Ordinal)));
        Assert.That(reload.Errors, Is.Empty);
        await juliet.Receives(ShuttingDown);
        Assert.That(Server.Server("gb18030").Name, Is.EqualTo("Fourth"));
        await LogIn("juliet", "gb18030");
    }

    [Test]
    public async Task A_server_that_cannot_start_changes_nothing()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        int taken = Server.EndPoint("utf-8").Port;
        Server.ExpectError($"cannot listen on 127.0.0.1:{taken}");
        Setup = Setup with { Limits = "maxTextLength=\"5\"" };
        ConfigurationReload reload = Server.Reload(WithThird(Third(taken)));
        Assert.That(reload.Errors.Single(), Does.Match($"^Line \\d+: The server Third cannot listen on 127.0.0.1:{taken}"));
        Assert.That(Names, Is.EqualTo(new[] { "Utf8", "Second" }));
        await Gets(romeo, "Chat bob longer", "not-delivered-yet");
    }

    [Test]
    public void A_file_without_a_server_is_refused_with_its_reason_and_a_wrong_server_with_its_line()
    {
        string empty = Setup.ToXml();
        int start = empty.IndexOf("<servers>", StringComparison.Ordinal), end = empty.IndexOf("</servers>", StringComparison.Ordinal);
        Server.ExpectError("is not used; everything stays as it was.");
        Assert.That(Server.Reload(empty[..(start + "<servers>".Length)] + empty[end..]).Errors, Is.EqualTo(new[] { "It names no server to run." }));
        string[] errors = [.. Server.Reload(Setup with { Attributes = "maxRequestLength=\"10\"" }).Errors];
        Assert.That(errors, Has.Length.EqualTo(2));
        Assert.That(errors[0], Does.Match("^Line \\d+: The server 'Utf8': maxRequestLength=\"10\" is less than 64\\.$"));
        Assert.That(Names, Is.EqualTo(new[] { "Utf8", "Second" }));
    }

    private IEnumerable<string> Names
        => Server.Server("utf-8").Host!.AppServers.Where(server => server.State == ServerState.Running).Select(server => server.Name);

    private string WithThird(string third) => Setup.ToXml().Replace("</servers>", third + "</servers>", StringComparison.Ordinal);
}
