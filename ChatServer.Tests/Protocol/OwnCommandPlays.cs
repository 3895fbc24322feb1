using ChatServer.Tests.Kit;
using ChatServer.Protocol.Languages;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

/// <summary>Help, Quit, Who and Lang.</summary>
[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.InBothEncodings))]
public class OwnCommandPlays(Delivery delivery, string encoding) : ChatPlay(delivery, encoding)
{
    private static readonly string[] ChineseHelp = ChatTexts.Chinese.Help.Split('\n');
    private static readonly string[] EnglishHelp = ChatTexts.English.Help.Split('\n');

    [Test]
    public async Task Help_lists_the_commands_before_and_after_login()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Help", "help me", "Check romeo secret", "HELP", "HB R");
        await romeo.Receives([.. ChineseHelp, WrongParameters, LoggedIn, .. ChineseHelp, "R"]);
    }

    [TestCase("?")]
    [TestCase("\uFF1F")]
    [TestCase("/?")]
    [TestCase("/HELP")]
    public async Task Help_has_other_names(string name)
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(name, name + " me");
        await romeo.Receives([.. ChineseHelp, WrongParameters]);
    }

    [TestCase("exit")]
    [TestCase("/Exit")]
    [TestCase("/quit")]
    public async Task Quit_has_other_names(string name)
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(name);
        await romeo.Receives("再见");
        await romeo.ReceivesEnd();
    }

    [Test]
    public async Task Quit_says_goodbye_and_ignores_what_follows()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Quit now", "Quit");
        await romeo.Receives(WrongParameters, "再见");
        await romeo.ReceivesEnd();
        await UntilOffline("romeo");
    }

    [Test]
    public async Task Quit_is_open_before_login()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Lang en", "quit");
        await romeo.Receives(SpeaksEnglish, "Goodbye");
        await romeo.ReceivesEnd();
    }

    [Test]
    public async Task Who_lists_those_who_are_logged_in()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await LogIn("juliet");
        await Connect("somebody who does not log in");
        await romeo.Sends("Who", "Who am I?");
        await romeo.Receives("在线 2 人:juliet romeo", WrongParameters);
    }

    [Test]
    public async Task Who_with_ids_tells_who_of_these_is_logged_in()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await LogIn("juliet");
        await romeo.Sends("Who tybalt juliet", "Who romeo romeo Ｒomeo juliet", "Who tybalt", "Who " + string.Join(' ', Enumerable.Range(0, 101)));
        await romeo.Receives("在线 1 人:juliet", "在线 2 人:juliet romeo", "在线 0 人:", WrongParameters);
    }

    [Test]
    public async Task Who_lists_a_hundred_and_counts_the_rest()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await Task.WhenAll(Enumerable.Range(0, 101).Select(i => LogIn($"user{i}")));
        await romeo.Sends("Lang en", "Who");
        await romeo.Receives(SpeaksEnglish);
        string line = await romeo.ReceivesLine();
        Assert.That(line, Does.Match("^102 online: (\\S+ ){100}\\.\\.\\. and 2 more$"));
    }

    [Test]
    public async Task Lang_changes_the_language_of_this_session_only()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Lang en", "HB r", "Nonsense", "Chat paris hello", "Help", "lang ZH", "HB r", "Lang", "Lang fr", "Lang en zh");
        await romeo.Receives(SpeaksEnglish, "Wrong parameters; Help lists the commands", "Unknown command: Nonsense; Help lists the commands");
        await romeo.Receives(["Not delivered yet: the recipient is offline, the message is kept", .. EnglishHelp]);
        await romeo.Receives("语言已改为中文", WrongParameters, WrongParameters, WrongParameters, WrongParameters);
        await juliet.Sends("HB r");
        await juliet.Receives(WrongParameters);
    }

    [Test]
    public async Task Messages_are_introduced_in_the_language_of_their_recipient()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Lang en", "Chat juliet early", "Check romeo secret", "Chat romeo hello", "Check romeo secret");
        await romeo.Receives(SpeaksEnglish, "Please log in first: Check <id> <password>", "Logged in");
        await romeo.ReceivesMessage("romeo says: hello");
        await romeo.Receives("Logged in");
        await romeo.ReceivesMessage("romeo sent you: hello");
        ScriptedClient young = await LogIn("romeo");
        await young.ReceivesAgain("romeo", "hello");
        await romeo.Receives("Your account has logged in elsewhere; you are disconnected");
        await romeo.ReceivesEnd();
    }

    [Test]
    public async Task A_server_may_speak_English_by_default()
    {
        Setup = new ServerSetup { Attributes = "language=\"en\"" };
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("HB R", "Lang zh", "HB R");
        await romeo.Receives("Please log in first: Check <id> <password>", "语言已改为中文", LogInFirst);
    }
}
