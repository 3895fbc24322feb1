using ChatServer.Tests.Admin;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

/// <summary>What an administrator sees of sessions over UDP.</summary>
public class UdpSessionListScenarios : AdminScenario
{
    public UdpSessionListScenarios() => Setup = Setup with { Udp = "repeatAfter=\"60000\"" };

    [SetUp]
    public Task Start() => StartAdmin();

    [Test]
    public async Task The_bytes_that_were_sent_and_not_confirmed_are_waiting()
    {
        DatagramClient juliet = await LogInByUdp("juliet");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 你好");
        string id = await juliet.ReceivesMessage("romeo 给你发消息:你好");
        await UntilWaiting(6);
        juliet.Sends($"Confirm {id}");
        await UntilWaiting(0);
    }

    private async Task UntilWaiting(long bytes)
    {
        var deadline = DateTime.UtcNow.AddSeconds(Deadline.DefaultSeconds);
        JToken session;
        do
            session = (await Post(Http, "sessions", new { filter = "juliet" })).Json["sessions"]!.Single();
        while ((long)session["waitingBytes"]! != bytes && DateTime.UtcNow < deadline);
        Assert.That(((string?)session["transport"], (long)session["waitingBytes"]!), Is.EqualTo(("udp", bytes)));
    }
}
