using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>The protocol over WebSocket, beside people who use telnet.</summary>
public sealed class WebChatScenarios : WebScenario
{
    [Test]
    public async Task Romeo_at_a_browser_and_Juliet_at_a_telnet_talk_to_each_other()
    {
        ScriptedClient juliet = await LogIn("juliet");
        Browser romeo = await LogInByWeb("romeo");

        await romeo.SendsCommand(new { cmd = "Chat", to = "juliet", text = "你好, Juliet 🌹" });
        string id = await juliet.ReceivesFrom("romeo", "你好, Juliet 🌹");
        await juliet.Sends($"Confirm {id}", "Chat romeo 早上好");

        JObject answer = await romeo.ReceivesMessage("juliet", "早上好");
        await romeo.SendsCommand(new { cmd = "Confirm", id = (string)answer["id"]! });
        await romeo.SendsCommand(new { cmd = "HB", value = "R", tag = "7" });
        JObject heartbeat = await romeo.ReceivesCode(216);
        Assert.That((string?)heartbeat["tag"], Is.EqualTo("7"));
    }

    [Test]
    public async Task The_configuration_of_the_page_tells_its_limits()
    {
        Setup = Setup with { Web = "maxRequestLength=\"5000\" otherServers=\"wss://b.example/ws, ws://c.example:8080/ws\"" };
        JObject json = JObject.Parse(await Http.GetStringAsync(Address("/config.json")));
        Assert.That((int?)json["maxFrameBytes"], Is.EqualTo(5000));
        Assert.That((int?)json["maxTextLength"], Is.EqualTo(4096));
        Assert.That((string?)json["accounts"], Is.EqualTo("none"));
        Assert.That(json["otherServers"]!.Values<string>(), Is.EqualTo(new[] { "wss://b.example/ws", "ws://c.example:8080/ws" }));
        using HttpResponseMessage page = await Http.GetAsync(Address("/"));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("connect-src 'self' wss://b.example ws://c.example:8080; "));
    }

    [Test]
    public async Task A_browser_gets_the_page()
    {
        string page = await Http.GetStringAsync(Address("/"));
        Assert.That(page, Does.StartWith("<!doctype html>").IgnoreCase);
    }
}
