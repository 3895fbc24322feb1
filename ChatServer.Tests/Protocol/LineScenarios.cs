using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.InBothEncodings))]
public class LineScenarios(Delivery delivery, string encoding) : ChatScenario(delivery, encoding)
{
    [TestCase("HB R", "R")]
    [TestCase("hb R", "R")]
    [TestCase("Hb   R  ", "R")]
    [TestCase("  \tHB\tR", "R")]
    [TestCase("HB r", WrongParameters)]
    [TestCase("HB", WrongParameters)]
    [TestCase("HB R R", WrongParameters)]
    public async Task A_heartbeat_is_answered(string line, string answer)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends(line, line);
        await romeo.Receives(answer, answer);
    }

    [Test]
    public async Task Line_ends_inside_a_packet_and_between_packets_are_the_same()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsText("HB R\r\nHB");
        await romeo.Receives("R");
        await romeo.SendsText(" R\r\n");
        await romeo.Receives("R");
        await romeo.SendsText("HB R\r");
        await romeo.SendsText("\nHB R\r\n");
        await romeo.Receives("R", "R");
    }

    [Test]
    public async Task A_bare_LF_ends_a_line_and_the_answer_ends_with_CR_LF()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.SendsText("Check romeo secret\nHB R\nHB R\r\n");
        await romeo.Receives(LoggedIn, "R", "R");
    }

    [Test]
    public async Task Blank_lines_are_ignored_before_and_after_login()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("", "  ", "\t", "CHECK romeo secret", "", "    ", "HB R");
        await romeo.Receives(LoggedIn, "R");
    }

    [TestCase("Nonsense with parameters", "不知道如何处理 Nonsense 命令")]
    [TestCase("nonsense", "不知道如何处理 nonsense 命令")]
    [TestCase("  {0}  ", "不知道如何处理 {0} 命令")]
    [TestCase("罗密欧 早", "不知道如何处理 罗密欧 命令")]
    public async Task An_unknown_command_is_named_before_and_after_login(string line, string answer)
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(line, "Check romeo secret", line, "HB R");
        await romeo.Receives(answer, LoggedIn, answer, "R");
    }

    [Test]
    public async Task An_exception_inside_a_command_is_told_and_the_session_stays_usable()
    {
        ScriptedClient romeo = await LogIn("romeo");
        Server.ExpectError("The command Fail failed.");
        await romeo.Sends("Fail 坏 {0} news", "HB R");
        await romeo.ReceivesBytes(System.Text.Encoding.GetEncoding(Encoding).GetBytes("\n\r异常信息:坏 {0} news\r\n"));
        await romeo.Receives("R");
    }

    [Test]
    public async Task What_the_framework_says_of_a_failure_is_for_the_log_and_the_client_gets_a_reference_to_it()
    {
        ScriptedClient romeo = await LogIn("romeo");
        Server.ExpectError("The command FailInside failed; the client was told the reference ");
        await romeo.Sends("FailInside", "HB R");
        await romeo.ReceivesBytes((byte)'\n');
        string line = await romeo.ReceivesLine();
        Assert.That(line, Does.Match("^\r异常信息:服务器内部错误,编号 [0-9A-F]{6}$"));
        await romeo.Receives("R");
        LogLine error = Server.Log.Single(entry => entry.Message.Contains(line[^6..], StringComparison.Ordinal));
        Assert.That(error.Exception!.Message, Does.Contain("secrets.txt"));
    }

    [Test]
    public async Task A_command_that_fails_is_closed_before_login()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Fail early");
        await romeo.Receives(LogInFirst);
    }

    [Test]
    public async Task What_was_sent_before_FIN_is_still_answered()
    {
        ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo secret", "Chat juliet farewell", "HB R", "HB R");
        romeo.FinishesSending();
        await romeo.Receives(LoggedIn, "R", "R");
        await romeo.ReceivesEnd();
        await juliet.ReceivesFrom("romeo", "farewell");
    }

    [Test]
    public async Task A_line_that_FIN_cuts_off_is_not_executed()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsText("HB R\r\nHB R");
        romeo.FinishesSending();
        await romeo.Receives("R");
        await romeo.ReceivesEnd();
    }
}
