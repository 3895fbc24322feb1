using System.Diagnostics;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>How long a message may be, and how many a session may send.</summary>
public class MessageLimitScenarios : ChatScenario
{
    [Test]
    public async Task A_text_over_the_limit_is_refused_and_one_of_the_limit_is_not()
    {
        Setup = new ServerSetup { Limits = "maxTextLength=\"5\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 你好12345", "Chat juliet 你好123", "Lang en", "Chat juliet 123456");
        await romeo.Receives(
            "消息未保存:内容有 7 个字符,最多 5 个,请分几条发送",
            NotDelivered,
            SpeaksEnglish,
            "Not stored: the text has 6 characters, at most 5; send it in parts");
    }

    [Test]
    public async Task Messages_over_the_rate_are_refused_and_those_of_others_are_not()
    {
        Setup = new ServerSetup { Limits = "messagesPerSecond=\"1\" messageBurst=\"3\"" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient paris = await LogIn("paris");
        await romeo.SendsText("Chat juliet 1\r\nChat juliet 2\r\nChat juliet 3\r\nChat juliet 4\r\nLang en\r\nChat juliet 5\r\n");
        await romeo.Receives(
            NotDelivered,
            NotDelivered,
            NotDelivered,
            "消息未保存:发送太快,每秒最多 1 条,请 1 秒后再试",
            SpeaksEnglish,
            "Not stored: too many messages, at most 1 per second; try again in 1 s");
        await paris.Sends("Chat juliet me too");
        await paris.Receives(NotDelivered);
    }

    [Test]
    public async Task Whoever_asks_again_by_a_reference_is_told_that_the_message_is_stored_whatever_is_refused_now()
    {
        Setup = new ServerSetup { Limits = "messagesPerSecond=\"1\" messageBurst=\"1\"", Chat = "<limits maxMessagesPerUser=\"1\" />" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Format json");
        await romeo.Receives(SpeaksEnglish);
        await romeo.ReceivesLine();
        await romeo.Sends(Chat("juliet", "hello", "r1"), Chat("juliet", "hello", "r1"), Chat("juliet", "more", "r2"));
        string[] answers = [await romeo.ReceivesLine(), await romeo.ReceivesLine(), await romeo.ReceivesLine(), await romeo.ReceivesLine()];
        Assert.That(answers.Select(answer => (int?)JObject.Parse(answer)["code"]), Is.EqualTo(new[] { 203, 204, 203, 429 }));
        Assert.That((string?)JObject.Parse(answers[2])["id"], Is.EqualTo((string?)JObject.Parse(answers[0])["id"]));

        static string Chat(string to, string text, string reference) => $$"""{"cmd":"Chat","to":"{{to}}","text":"{{text}}","ref":"{{reference}}"}""";
    }

    [Test]
    public async Task Whoever_waits_as_long_as_told_may_send_again()
    {
        Setup = new ServerSetup { Limits = "messagesPerSecond=\"1\" messageBurst=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsText("Chat juliet 1\r\nChat juliet 2\r\n");
        await romeo.Receives(NotDelivered, "消息未保存:发送太快,每秒最多 1 条,请 1 秒后再试");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await romeo.Sends("Chat juliet 2 again");
        await romeo.Receives(NotDelivered);
    }

    [Test]
    public async Task By_default_a_session_sends_a_hundred_thousand_at_once_and_then_a_thousand_a_second()
    {
        const int Messages = 150_000, Burst = 100_000, PerSecond = 1_000;
        Setup = new ServerSetup { GenerousLimits = false };
        ScriptedClient romeo = await LogIn("romeo");
        var watch = Stopwatch.StartNew();
        Task sending = Task.Run(async () =>
        {
            // Two recipients, or a mailbox would be full.
            for (int i = 0; i < Messages; i += 1000)
                await romeo.SendsText(string.Concat(Enumerable.Repeat("Chat juliet x\r\nChat nurse x\r\n", 500)));
        });

        int stored = 0;
        for (int i = 0; i < Messages; i++)
        {
            string answer = await romeo.ReceivesLine();
            if (answer == NotDelivered)
                stored++;
            else
                Assert.That(answer, Is.EqualTo("消息未保存:发送太快,每秒最多 1000 条,请 1 秒后再试"));
        }

        await sending;
        Assert.That(stored, Is.InRange(Burst, Burst + (PerSecond * (watch.Elapsed.TotalSeconds + 0.1))));
        Assert.That(stored, Is.LessThan(Messages));
    }
}
