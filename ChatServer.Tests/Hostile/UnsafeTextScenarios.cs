using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Hostile;

/// <summary>What is dangerous on a terminal reaches nobody's, and no log.</summary>
[TestFixture(Delivery.AsWritten)]
[TestFixture(Delivery.ByteByByte)]
[TestFixture(Delivery.Glued)]
public class UnsafeTextScenarios(Delivery delivery) : ChatScenario(delivery)
{
    private const string Unsafe = "a\0b\u0001c\u001b[31mde\u0085f\u202eg\u2066h\u2028i\rj";
    private const string Safe = "a\u2400b\u2401c\u241b[31mde\ufffdf\ufffdg\ufffdh\ufffdi\u240dj";

    [Test]
    public async Task A_recipient_gets_pictures_of_control_characters()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet " + Unsafe);
        await juliet.ReceivesFrom("romeo", Safe);
        ScriptedClient again = await LogIn("juliet");
        await again.ReceivesAgain("romeo", Safe);
    }

    [Test]
    public async Task A_recipient_on_a_gb2312_listener_gets_nothing_dangerous_either()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet", "gb2312");
        await romeo.Sends("Chat juliet " + Unsafe);
        await juliet.ReceivesFrom("romeo", "a?b?c?[31mde?f?g?h?i?j");
    }

    [TestCase("gb2312", "\uf8f5\uf8f5\uf8f5")]
    [TestCase("koi8-r", "\u2190\u203c\u00a7")]
    public async Task No_character_becomes_a_byte_that_a_terminal_obeys(string secondEncoding, string text)
    {
        Setup = new ServerSetup { SecondEncoding = secondEncoding };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await Connect("juliet", secondEncoding);
        await juliet.Sends("Lang en", "Check juliet secret");
        await juliet.Receives(SpeaksEnglish, "Logged in");
        await romeo.Sends($"Chat juliet {text}");
        await juliet.ReceivesMessage("romeo says: ???");
    }

    [Test]
    public async Task An_unknown_command_is_named_by_pictures()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(Unsafe);
        await romeo.Receives($"不知道如何处理 {Safe} 命令");
    }

    [Test]
    public async Task The_log_holds_no_control_characters()
    {
        Setup = new ServerSetup { Attributes = "logCommand=\"true\"" };
        ScriptedClient romeo = await LogIn("romeo");
        Server.ExpectError("The command fail failed.");
        await romeo.Sends(Unsafe, "fail " + Unsafe, "HB R");
        await romeo.Receives($"不知道如何处理 {Safe} 命令");
        await romeo.ReceivesBytes(System.Text.Encoding.UTF8.GetBytes($"\n\r异常信息:{Safe}\r\nR\r\n"));
        Assert.That(Server.Log.Select(line => line.Message), Has.Some.Contains("Command - fail"));
        Assert.That(Server.Log.Select(line => line.Message), Has.None.Matches<string>(message => message.Any(c => char.IsControl(c) && c != '\n')));
    }

    [TestCase("ro meo")]
    [TestCase("ro*meo")]
    [TestCase("ro\u202emeo")]
    [TestCase("ro\u200bmeo")]
    [TestCase("\U0001F339")]
    [TestCase("ﷺﷺﷺ")]
    [TestCase("ro\0meo")]
    public async Task Invalid_ids_are_wrong_parameters_everywhere(string id)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends($"Check {id} secret", "Who");
        await romeo.Receives(WrongParameters, "在线 1 人:romeo");
        if (!id.Contains(' ', StringComparison.Ordinal))
        {
            await romeo.Sends($"Chat {id} hello");
            await romeo.Receives(WrongParameters);
        }
    }

    [TestCase("ｒｏｍｅｏ", "romeo")]
    [TestCase("e\u0301mile", "émile")]
    [TestCase("ﬁn", "fin")]
    [TestCase("Ⅳ", "IV")]
    [TestCase("हिन्दी", "हिन्दी")]
    public async Task Ids_that_look_alike_are_one_user(string written, string normal)
    {
        ScriptedClient somebody = await LogIn(written);
        await somebody.Sends("Who", $"Chat {normal} hello", $"Chat {written} hello");
        await somebody.Receives("在线 1 人:" + normal);
        await somebody.ReceivesFrom(normal, "hello");
        await somebody.ReceivesFrom(normal, "hello");
    }
}
