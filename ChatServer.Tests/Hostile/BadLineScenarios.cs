using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Hostile;

[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.InBothEncodings))]
public class BadLineScenarios(Delivery delivery, string encoding) : ChatScenario(delivery, encoding)
{
    private static readonly byte[] DoBinary = [0xFF, 0xFD, 0];

    private const string TooLong = "命令太长,已被丢弃:一行必须少于 128 字节";

    private string InvalidText => $"无法识别的文字,已被丢弃,请再发一次:本端口使用 {Encoding} 编码";

    // A half character: the first byte of one, and no second.
    private byte[] HalfCharacter => [.. System.Text.Encoding.GetEncoding(Encoding).GetBytes("好")[..1]];

    [SetUp]
    public void LimitLines() => Setup = new ServerSetup { Attributes = "maxRequestLength=\"128\"" };

    [TestCase("\r\n")]
    [TestCase("\n")]
    public async Task A_line_of_one_byte_less_than_the_limit_is_accepted_and_one_of_the_limit_refused(string lineEnd)
    {
        ScriptedClient romeo = await LogIn("romeo");
        string longest = "Chat romeo ".PadRight(127 - lineEnd.Length, 'x');
        await romeo.SendsText(longest + lineEnd);
        await romeo.ReceivesFrom("romeo", longest["Chat romeo ".Length..]);
        await romeo.SendsText(longest + "x" + lineEnd);
        await romeo.Receives(TooLong);
        await romeo.SendsText(longest + "x" + lineEnd + longest + "xx" + lineEnd + "HB R" + lineEnd);
        await romeo.Receives(TooLong, TooLong, "R");
    }

    [Test]
    public async Task A_line_that_is_much_too_long_is_dropped_to_its_end_and_reported_once()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo " + new string('x', 3000) + " HB R", "HB R");
        await romeo.Receives(TooLong, "R");
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_refused_and_the_session_stays_usable()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsBytes([.. "Chat romeo "u8, .. HalfCharacter, .. "\r\n"u8]);
        await romeo.Receives(InvalidText);
        await romeo.SendsBytes([.. HalfCharacter, .. "\r\nHB R\r\n"u8]);
        await romeo.Receives(InvalidText, "R");
    }

    [Test]
    public async Task A_character_may_be_cut_by_the_end_of_a_packet()
    {
        ScriptedClient romeo = await LogIn("romeo");
        byte[] line = System.Text.Encoding.GetEncoding(Encoding).GetBytes("Chat romeo 好");
        await romeo.SendsBytes([.. "HB R\r\n"u8, .. line[..^1]]);
        await romeo.Receives("R");
        await romeo.SendsBytes([line[^1], .. "\r\n"u8]);
        await romeo.ReceivesFrom("romeo", "好");
    }

    [Test]
    public async Task Telnet_commands_of_Ctrl_C_are_answered_and_the_line_is_understood()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsBytes([0xFF, 0xF4, 0xFF, 0xFD, 0x06, .. "HB R\r\n"u8]);
        await romeo.ReceivesBytes([.. DoBinary, 0xFF, 0xFC, 0x06, .. "R\r\n"u8]);
        await romeo.SendsBytes([.. "HB"u8, 0xFF, 0xFB, 0x1F, .. " R\r\n"u8]);
        await romeo.ReceivesBytes([0xFF, 0xFE, 0x1F, .. "R\r\n"u8]);
        await romeo.SendsBytes([0xFF, 0xFA, 0x18, 1, 2, 3, 0xFF, 0xF0, .. "HB R"u8, 0xFF, 0xF1, 0xFF, 0xFC, 0x01, .. "\r\n"u8]);
        await romeo.Receives("R");
    }

    [Test]
    public async Task A_telnet_that_shows_itself_is_asked_for_binary_transmission_once_and_may_agree_or_not()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsBytes([0xFF, 0xF1, .. "HB R\r\n"u8]);
        await romeo.ReceivesBytes([.. DoBinary, .. "R\r\n"u8]);
        await romeo.SendsBytes([0xFF, 0xFB, 0, .. "HB R\r\n"u8]);
        await romeo.ReceivesBytes([.. "R\r\n"u8]);
        await romeo.SendsBytes([0xFF, 0xFD, 0, .. "HB R\r\n"u8]);
        await romeo.ReceivesBytes([0xFF, 0xFC, 0, .. "R\r\n"u8]);
        await romeo.SendsBytes([0xFF, 0xFC, 0, 0xFF, 0xFE, 0, .. "HB R\r\n"u8]);
        await romeo.ReceivesBytes([.. "R\r\n"u8]);
    }

    [Test]
    public async Task Ctrl_C_is_answered_at_once_also_in_the_middle_of_a_line()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.SendsBytes([.. "HB "u8, 0xFF, 0xF4, 0xFF, 0xFD, 0x06]);
        await romeo.ReceivesBytes([.. DoBinary, 0xFF, 0xFC, 0x06]);
        await romeo.SendsBytes([.. "R\r\n"u8]);
        await romeo.Receives("R");
    }

    [Test]
    public async Task Byte_255_is_a_letter_where_the_encoding_says_so()
    {
        Setup = new ServerSetup { SecondEncoding = "windows-1251" };
        ScriptedClient romeo = await LogIn("romeo", "utf-8");
        ScriptedClient ivan = await Connect("ivan", "windows-1251");
        await ivan.Sends("Lang en", "Check ivan secret", "Chat romeo яя юэ я");
        await romeo.ReceivesFrom("ivan", "яя юэ я");
    }

    [TestCase("windows-1251", "я нь эю я", "\xff \xed\xfc \xfd\xfe \xff")]
    [TestCase("koi8-r", "Ъ Ы", "\xff \xf9")]
    [TestCase("iso-8859-1", "ÿþ", "\xff\xfe")]
    public async Task Byte_255_is_sent_twice_so_that_a_telnet_takes_it_for_a_letter(string encoding, string text, string bytes)
    {
        Setup = new ServerSetup { SecondEncoding = encoding, Attributes = "language=\"en\"" };
        ScriptedClient romeo = await Connect("romeo", "utf-8");
        await romeo.Sends("Check romeo secret");
        await romeo.Receives("Logged in");
        ScriptedClient ivan = await Connect("ivan", encoding);
        await ivan.Sends("Check ivan secret");
        await ivan.Receives("Logged in");

        await romeo.Sends("Chat ivan " + text);

        string line = $"romeo says: {bytes.Replace("\xff", "\xff\xff", StringComparison.Ordinal)} ";
        await ivan.ReceivesBytes(System.Text.Encoding.Latin1.GetBytes(line));
    }

    [TestCase("GET / HTTP/1.1")]
    [TestCase("POST /Home HTTP/1.0")]
    [TestCase("OPTIONS * HTTP/1.1")]
    public async Task A_browser_is_closed_without_an_answer(string request)
    {
        ScriptedClient browser = await Connect("browser");
        await browser.SendsText(request + "\r\nHost: localhost\r\n\r\n");
        await browser.ReceivesEnd();
    }

    [Test]
    public async Task A_word_of_HTTP_is_only_an_unknown_command_once_somebody_talks()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("GET / HTTP/1.1", "HB R");
        await romeo.Receives("不知道如何处理 GET 命令", "R");
    }

    [Test]
    public async Task A_message_of_the_longest_line_in_both_encodings_arrives_whole()
    {
        ScriptedClient romeo = await LogIn("romeo");
        string text = new('好', (127 - "Chat romeo \r\n".Length) / System.Text.Encoding.GetEncoding(Encoding).GetByteCount("好"));
        await romeo.Sends("Chat romeo " + text);
        await romeo.ReceivesFrom("romeo", text);
    }
}
