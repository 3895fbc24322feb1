using ChatServer.Commands;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

/// <summary>Help, Quit, Who and Lang.</summary>
[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.InBothEncodings))]
public class OwnCommandScenarios(Delivery delivery, string encoding) : ChatScenario(delivery, encoding)
{
    private static readonly string[] ChineseHelp = Lines(Language.Chinese);
    private static readonly string[] EnglishHelp = Lines(Language.English);

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
        await romeo.Receives(SpeaksEnglish, "Wrong parameters; usage: HB R", "Unknown command: Nonsense; Help lists the commands");
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

    [Test]
    public async Task Help_tells_how_to_use_one_command()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Help chat", "? CONFIRM", "Lang en", "help Who", "Help nonsense", "Help Chat Who");
        await romeo.Receives("Chat <账号> <内容>  发送消息,对方不在线时会保存");
        await romeo.Receives("Confirm <消息编号>  确认收到(编号是消息的最后一个词),未确认的消息下次登录时会再次收到", "Confirm *           确认所有已收到的消息");
        await romeo.Receives(SpeaksEnglish, "Who           who is online", "Who <id> ...  who of these is online");
        await romeo.Receives("Wrong parameters; usage: Help | Help <command>", "Wrong parameters; usage: Help | Help <command>");
    }

    [TestCase("Chat romeo", "Chat <id> <text>")]
    [TestCase("Chat", "Chat <id> <text>")]
    [TestCase("Say verona ", "Say <group> <text>")]
    [TestCase("Check romeo", "Check <id> <password>")]
    [TestCase("Confirm this", "Confirm <message id> | Confirm *")]
    [TestCase("Receipt maybe", "Receipt on|off|all")]
    [TestCase("HB", "HB R")]
    [TestCase("Lang fr", "Lang zh|en")]
    [TestCase("Who *", "Who | Who <id> ...")]
    [TestCase("Groups all", "Groups")]
    [TestCase("Passwd secret", "Passwd <old> <new>")]
    [TestCase("Join new york", "Join <group>")]
    [TestCase("Quit now", "Quit")]
    public async Task Wrong_parameters_are_answered_with_the_usage(string line, string usage)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends(line, "Lang en", line);
        await romeo.Receives(WrongParameters, SpeaksEnglish, "Wrong parameters; usage: " + usage);
    }

    [TestCase("Chta", "Chat")]
    [TestCase("CHECKK", "Check")]
    [TestCase("recipt", "Receipt")]
    [TestCase("Langg", "Lang")]
    public async Task An_unknown_command_that_is_close_to_another_suggests_it(string typed, string meant)
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends($"{typed} juliet hello", "Lang en", typed);
        await romeo.Receives($"不知道如何处理 {typed} 命令", $"您想用的是 {meant} 吗?", SpeaksEnglish);
        await romeo.Receives($"Unknown command: {typed}; Help lists the commands", $"Did you mean {meant}?");
    }

    private static string[] Lines(Language language)
    {
        Type[] commands = [.. typeof(ChatCommand).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IDescribedCommand)))];
        var table = new CommandTable(commands.Select(command => ((IDescribedCommand)Activator.CreateInstance(command)!).Description));
        return table.ShowHelp(language).Split("\r\n");
    }
}
