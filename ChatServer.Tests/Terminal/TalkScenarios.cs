using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>What people do in a terminal.</summary>
public sealed class TalkScenarios : TerminalScenario
{
    [Test]
    public async Task A_newcomer_is_asked_for_id_and_password_and_told_what_to_do()
    {
        TmuxTerminal juliet = await Start(["--server", Address()]);
        await juliet.UntilLast("Your id:");
        await juliet.Enters("juliet");
        await juliet.UntilLast("Password (not shown):");
        await juliet.Enters("open-sesame");
        string[] rows = await juliet.UntilLast(Status("juliet | online"), "juliet>");
        Assert.That(rows, Has.Some.StartsWith("You are juliet. Write /to bob, then type"));
        Assert.That(rows, Has.None.Contain("open-sesame"));
        await juliet.Enters("Hello?");
        await juliet.UntilShown("No recipient. Write /to ID or /join GROUP first");
        await juliet.Enters("/help");
        await juliet.UntilShown("/quit             leave (Ctrl-D too)");
        await juliet.Presses("C-d");
        Assert.That(await juliet.Ended(), Is.Zero);
    }

    [Test]
    public async Task A_wrong_password_is_told_and_asked_for_again()
    {
        Setup = Setup with { Accounts = "open" };
        await (await LogInAsClient("juliet")).DisposeAsync();
        TmuxTerminal juliet = await Start(["--server", Address(), "--id", "juliet"]);
        await juliet.UntilLast("Password (not shown):");
        await juliet.Enters("guess");
        await juliet.UntilLast("Wrong id or password", "Password (not shown):");
        await juliet.Enters("secret");
        await juliet.UntilLast(Status("juliet | online"), "juliet>");
    }

    [Test]
    public async Task Own_messages_show_that_they_are_stored_delivered_and_read()
    {
        TmuxTerminal juliet = await StartAs("juliet");
        await juliet.Enters("/to romeo Are you there?");
        await juliet.UntilShown(" ✓   > romeo: Are you there?");
        await juliet.UntilShown("romeo is offline; the server keeps the message.");
        await juliet.UntilLast(Status("juliet | online | 1 not read yet"), "romeo>");

        ChatClient romeo = await LogInAsClient(OptionsOf("romeo") with { ConfirmMode = ConfirmMode.Manual });
        ChatMessage message = await Next(romeo);
        await juliet.UntilShown(" ✓✓  > romeo: Are you there?");
        await message.ConfirmAsync(Soon);
        await juliet.UntilShown(" ✓✓✓ > romeo: Are you there?");
        await juliet.UntilLast(Status("juliet | online"), "romeo>");
        await juliet.Enters("/trace");
        await juliet.UntilShown("delivered 1 time; read ");
    }

    [Test]
    public async Task What_is_shown_is_confirmed()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        TmuxTerminal juliet = await StartAs("juliet");
        SendReceipt receipt = await romeo.SendAsync("juliet", "Good morrow", Soon);
        await juliet.UntilShown("romeo: Good morrow");
        Assert.That(await NextEvent<MessageConfirmed>(romeo), Is.EqualTo(new MessageConfirmed(receipt.Id, "juliet", IsToGroup: false)));
    }

    [Test]
    public async Task Groups_are_entered_talked_in_and_left()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        await romeo.JoinAsync("verona", Soon);
        TmuxTerminal juliet = await StartAs("juliet");
        await juliet.Enters("/join verona");
        await juliet.UntilShown("You are in #verona, with 2 members.");
        await juliet.Enters("Good morning, all");
        ChatMessage message = await Next(romeo);
        Assert.That((message.Group, message.Text), Is.EqualTo(("verona", "Good morning, all")));
        await message.ConfirmAsync(Soon);
        await juliet.UntilShown(" ✓✓✓ > #verona: Good morning, all");
        await romeo.SayAsync("verona", "Good morrow", Soon);
        await juliet.UntilShown("romeo #verona: Good morrow");
        await juliet.Enters("/members");
        await juliet.UntilShown("#verona, online: juliet, romeo; offline: nobody");
        await juliet.Enters("/groups");
        await juliet.UntilShown("Your groups: #verona (2)");
        await juliet.Enters("/who");
        await juliet.UntilShown("2 online: juliet, romeo");
        await romeo.LeaveAsync("verona", Soon);
        await juliet.UntilShown("romeo left #verona.");
        await juliet.Enters("Anybody?");
        await juliet.UntilShown(" ✗   > #verona: Anybody?");
        await juliet.UntilShown("Not stored: nobody else is in verona");
        await juliet.Enters("/leave");
        await juliet.UntilShown("You have left #verona.");
        await juliet.UntilLast(Status("juliet | online"), "juliet>");
        await juliet.Enters("/block romeo");
        await juliet.UntilShown("Messages from romeo are refused now. /unblock romeo accepts them again.");
        await juliet.Enters("/blocked");
        await juliet.UntilShown("Blocked: romeo");
        await juliet.Enters("/unblock romeo");
        await juliet.UntilShown("Messages from romeo are accepted.");
        await juliet.Enters("/frobnicate now");
        await juliet.UntilShown("Unknown command /frobnicate; /help lists all commands.");
        await juliet.Enters("/quit");
        Assert.That(await juliet.Ended(), Is.Zero);
    }

    [Test]
    public async Task It_speaks_Chinese_in_a_Chinese_terminal()
    {
        TmuxTerminal juliet = await StartAs("juliet", environment: ["LC_ALL=zh_CN.UTF-8"]);
        await juliet.UntilShown("您是 juliet。先输入 /to bob");
        await juliet.Enters("/to romeo 你好");
        await juliet.UntilLast(Status("juliet | 在线 | 1 条未读", 75), "romeo>");
        TmuxTerminal romeo = await Start(["--server", Address(), "--id", "romeo", "--language", "en"], ["CHAT_PASSWORD=secret", "LC_ALL=zh_CN.UTF-8"]);
        await romeo.UntilShown("You are romeo.");
    }

    [Test]
    public async Task There_are_colours_unless_NO_COLOR_is_set()
    {
        const char escape = '\u001b';
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo");
        TmuxTerminal romeo = await StartAs("romeo", to: "juliet", environment: ["NO_COLOR=1"]);
        await juliet.Enters("Good morrow");
        await romeo.UntilShown("juliet: Good morrow");
        await juliet.UntilShown("✓✓✓ > romeo: Good morrow");
        Assert.That(await juliet.Colours(), Does.Contain(escape));
        Assert.That(await romeo.Colours(), Does.Not.Contain(escape));
    }
}
