using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Load;

/// <summary>What happens at the same instant.</summary>
public class RaceScenarios : ChatScenario
{
    [Test]
    public async Task Of_two_logins_at_the_same_instant_one_stays_and_no_message_is_lost()
    {
        const int Rounds = 300, MessagesPerRound = 20;
        ScriptedClient romeo = await LogIn("romeo");
        for (int round = 0; round < Rounds; round++)
        {
            string juliet = $"juliet{round}";
            ScriptedClient[] pair = await Task.WhenAll(Connect(juliet), Connect(juliet));
            Task sending = Task.Run(() => romeo.SendsText(string.Concat(Enumerable.Range(0, MessagesPerRound).Select(i => $"Chat {juliet} {i}\r\n")) + "HB R\r\n"));
            Task[] checks = [.. pair.Select(client => Task.Run(() => client.Sends($"Check {juliet} secret")))];
            await Task.WhenAll([sending, .. checks]);
            await AwaitHeartbeat(romeo);
            await Task.WhenAll(pair.Select(client => client.Receives(LoggedIn)));
            await Until("one of the two is closed", () => Server.Server("utf-8").SessionCount == 2);

            // Romeo is done, so what the survivor receives before this heartbeat's answer is all there is.
            foreach (ScriptedClient client in pair)
                await client.TrySends("HB R");
            List<string>[] heard = await Task.WhenAll(pair.Select(Listen));
            List<string>[] stayed = [.. heard.Where(lines => lines[^1] == "R")];
            List<string>[] left = [.. heard.Where(lines => lines[^1] == Kicked)];
            Assert.That((stayed.Length, left.Length), Is.EqualTo((1, 1)), $"round {round}");
            AssertInOrderAndOnce(stayed[0], MessagesPerRound);
            foreach (ScriptedClient client in pair)
                client.Leaves();
            await Until("both are gone", () => Server.Server("utf-8").SessionCount == 1);
        }

        await Until("only Romeo is left", () => Server.Chat.OnlineCount == 1);
    }

    [Test]
    public async Task After_a_login_that_races_with_its_connections_end_the_user_is_offline()
    {
        const int Rounds = 200;
        ScriptedClient romeo = await LogIn("romeo");
        for (int round = 0; round < Rounds; round++)
        {
            ScriptedClient juliet = await Connect("juliet");
            await juliet.Sends("Check juliet secret");
            if (round % 2 == 0)
                juliet.Resets();
            else
                juliet.Leaves();
        }

        await Until("only Romeo's session is left", () => Server.Server("utf-8").SessionCount == 1);
        await romeo.Sends("Who", "Chat juliet there?");
        await romeo.Receives("在线 1 人:romeo", NotDelivered);
    }

    [Test]
    public async Task A_confirmation_that_races_with_a_new_login_holds_from_then_on()
    {
        const int Rounds = 200;
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        for (int round = 0; round < Rounds; round++)
        {
            await romeo.Sends($"Chat juliet confirm {round}", $"Chat juliet keep {round}");
            string confirmed = await juliet.ReceivesFrom("romeo", $"confirm {round}");
            string kept = await juliet.ReceivesFrom("romeo", $"keep {round}");
            ScriptedClient young = await Connect("juliet");
            await Task.WhenAll(
                Task.Run(() => juliet.TrySends("Confirm " + confirmed)),
                Task.Run(() => young.Sends("Check juliet secret")));
            await young.Receives(LoggedIn);
            string line = await young.ReceivesLine();
            if (line.EndsWith(confirmed, StringComparison.Ordinal))
                line = await young.ReceivesLine();
            Assert.That(line, Is.EqualTo($"romeo 给你发送消息:keep {round} {kept}"));

            // The old session has ended, so its confirmation has been handled or never will be.
            await juliet.ReceivesUntilEnd();
            await young.Sends("Confirm " + kept, "Confirm " + confirmed, "Check juliet secret", "HB R");
            await young.Receives(LoggedIn, "R");
            juliet = young;
        }
    }

    [Test]
    public async Task Three_hundred_logins_of_one_id_leave_one_session()
    {
        const int Logins = 300;
        ScriptedClient[] clients = await Task.WhenAll(Enumerable.Range(0, Logins).Select(_ => Connect("juliet")));
        await Task.WhenAll(clients.Select(client => client.Sends("Check juliet secret")));
        await Until("one session is left", () => Server.Server("utf-8").SessionCount == 1);
        Assert.That(Server.Chat.OnlineCount, Is.EqualTo(1));
        foreach (ScriptedClient client in clients)
            await client.TrySends("HB R");
        List<string>[] heard = await Task.WhenAll(clients.Select(Listen));
        Assert.That(heard.Count(lines => lines is [LoggedIn, "R"]), Is.EqualTo(1));
        Assert.That(heard.Count(lines => lines is [LoggedIn, Kicked]), Is.EqualTo(Logins - 1));
    }

    private static async Task AwaitHeartbeat(ScriptedClient romeo)
    {
        string line;
        while ((line = await romeo.ReceivesLine()) != "R")
            Assert.That(line, Is.EqualTo(NotDelivered));
    }

    // All until the answer to a heartbeat or the end.
    private static async Task<List<string>> Listen(ScriptedClient client)
    {
        var lines = new List<string>();
        while (lines.Count == 0 || lines[^1] is not ("R" or Kicked))
            lines.Add(await client.ReceivesLine());
        if (lines[^1] == Kicked)
            await client.ReceivesUntilEnd();
        return lines;
    }

    private static void AssertInOrderAndOnce(List<string> lines, int messages)
    {
        Assert.That(lines, Has.Count.EqualTo(messages + 1));
        for (int i = 0; i < messages; i++)
            Assert.That(lines[i], Does.Match($"^romeo 给你发(送)?消息:{i} [-0-9a-f]{{36}}$"));
    }
}
