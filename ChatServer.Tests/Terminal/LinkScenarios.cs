using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>Connections that do not come about, are lost, or are ended.</summary>
public sealed class LinkScenarios : TerminalScenario
{
    [Test]
    public async Task A_lost_connection_is_shown_typing_goes_on_and_nothing_is_lost()
    {
        FlakyProxy proxy = StartProxy();
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo", via: proxy, width: 100);
        await juliet.Types("half a ");
        proxy.RefusesNewLinks = true;
        Server.Restart();
        await juliet.UntilShown("The connection is lost. The program reconnects; you can continue to type.");
        await juliet.Until("the status", rows => rows[^2].Contains("reconnecting in ", StringComparison.Ordinal) || rows[^2].Contains("connecting ...", StringComparison.Ordinal));
        await juliet.Enters("sentence");
        await juliet.UntilShown(" ..  > romeo: half a sentence");
        await juliet.Until("that it is not sent", rows => rows[^2].Contains(" | 1 not sent yet ", StringComparison.Ordinal));
        await juliet.Enters("/quit");
        await juliet.UntilShown("1 message not sent yet. A second /quit leaves without sending.");

        proxy.RefusesNewLinks = false;
        await juliet.UntilShown("Online again.");
        await juliet.UntilShown(" ✓   > romeo: half a sentence");
        await juliet.UntilLast(Status("juliet | online | 1 not read yet", 100), "romeo>");
        Assert.That((await Next(await LogInAsClient("romeo"))).Text, Is.EqualTo("half a sentence"));
        await juliet.UntilShown(" ✓✓  > romeo: half a sentence");
        await juliet.Enters("/quit");
        Assert.That(await juliet.Ended(), Is.Zero);
    }

    [Test]
    public async Task Whoever_logs_in_elsewhere_ends_the_first_with_one_clear_line()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo");
        await juliet.Types("half a sentence");
        await LogInAsClient("juliet");
        Assert.That(await juliet.Ended(), Is.EqualTo(3));
        string[] rows = await juliet.UntilShown("Your account has logged in elsewhere; you are disconnected");
        Assert.That(rows, Has.None.Contain("-- juliet").And.None.Contain("half a"), "the prompt is gone");
    }

    [Test]
    public async Task A_message_whose_fate_is_unknown_at_the_end_is_not_shown_as_refused()
    {
        await using var server = new RogueServer(async connection =>
        {
            await connection.LetsIn();
            while (await connection.ReadsLine() is { } line)
            {
                if (line.Contains("\"Chat\"", StringComparison.Ordinal))
                    await connection.Sends("{\"type\":\"answer\",\"code\":451,\"text\":\"You are out\"}\r\n");
                else
                    await connection.Answers(line, 216);
            }
        });
        TmuxTerminal juliet = await Start(["--server", server.Address.ToString(), "--id", "juliet", "--to", "romeo"], ["CHAT_PASSWORD=secret"]);
        await juliet.UntilLast(Status("juliet | online"), "romeo>");
        await juliet.Enters("Are you there?");
        Assert.That(await juliet.Ended(), Is.EqualTo(3));
        string[] rows = await juliet.Rows();
        Assert.That(rows, Has.Some.EndsWith(" ..  > romeo: Are you there?").And.Some.EqualTo("You are out"));
    }

    [Test]
    public async Task Whoever_is_terminated_is_told_so_by_the_exit_code()
    {
        TmuxTerminal terminal = await Start(["--server", Address()]);
        await terminal.UntilLast("Your id:");
        await terminal.Types("jul");
        await terminal.Terminates();
        Assert.That(await terminal.Ended(), Is.EqualTo(130));
        Assert.That(await terminal.Rows(), Has.None.Contain("canceled"));
        TmuxTerminal juliet = await StartAs("juliet");
        await juliet.Terminates();
        Assert.That(await juliet.Ended(), Is.EqualTo(130));
        await UntilOffline("juliet");
    }

    [Test]
    public async Task A_server_that_is_not_there_is_one_clear_line()
    {
        TmuxTerminal juliet = await Start(["--server", "127.0.0.1:1", "--id", "juliet"], ["CHAT_PASSWORD=secret"]);
        Assert.That(await juliet.Ended(), Is.EqualTo(5));
        string[] rows = await juliet.Rows();
        Assert.That(rows[0], Is.EqualTo("No chat server at chat://127.0.0.1:1: Connection refused"));
    }

    [Test]
    public async Task Ctrl_C_ends_it_before_and_after_the_login()
    {
        TmuxTerminal terminal = await Start(["--server", Address()]);
        await terminal.UntilLast("Your id:");
        await terminal.Types("mistyped");
        await terminal.UntilLast("Your id: mistyped");
        await terminal.Presses("C-c");
        await terminal.UntilLast("Your id:");
        await terminal.Presses("C-c");
        Assert.That(await terminal.Ended(), Is.EqualTo(130));
        TmuxTerminal juliet = await StartAs("juliet");
        await juliet.Presses("C-c");
        Assert.That(await juliet.Ended(), Is.Zero);
        await UntilOffline("juliet");
    }
}
