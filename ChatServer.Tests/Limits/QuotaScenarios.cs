using System.Net;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>What one account and one address may take of what all share.</summary>
[Platform(Include = "Linux", Reason = "only Linux lets a client of this machine choose among the addresses 127.0.0.0/8")]
public class QuotaScenarios : ChatScenario
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    private readonly List<ScriptedClient> _elsewhere = [];

    [TearDown]
    public void Close() => _elsewhere.ForEach(client => client.Dispose());

    [Test]
    public async Task Whoever_connects_again_has_sent_what_was_sent_before()
    {
        Setup = new ServerSetup { Limits = "messagesPerSecond=\"1\" messageBurst=\"3\"" };
        ScriptedClient romeo = await LogIn("romeo");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await romeo.SendsText("Chat juliet 1\r\nChat juliet 2\r\nChat juliet 3\r\n");
        await romeo.Receives(NotDelivered, NotDelivered, NotDelivered);
        romeo.Leaves();
        await UntilOffline("romeo");
        romeo = await LogIn("romeo");
        await SpeakEnglish(romeo);
        await romeo.SendsText(string.Concat(Enumerable.Repeat("Chat juliet 4\r\n", 20)));
        string[] answers = await Lines(romeo, 20);
        int refused = answers.Count(answer => answer.StartsWith("Not stored: too many messages, at most 1 per second", StringComparison.Ordinal));
        Assert.That(20 - refused, Is.LessThanOrEqualTo(watch.Elapsed.TotalSeconds + 1));
    }

    [Test]
    public async Task A_flood_over_many_connections_is_read_at_the_rate_of_its_address()
    {
        const int Over = 20;
        Setup = new ServerSetup { Limits = $"commandsPerSecondPerAddress=\"{Over}\" commandBurstPerAddress=\"10\"" };
        ScriptedClient[] clients = [await Connect("a"), await Connect("b"), await Connect("c")];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (ScriptedClient client in clients)
            await client.SendsText(string.Concat(Enumerable.Repeat("HB R\r\n", 10)));
        foreach (ScriptedClient client in clients)
            await Lines(client, 10);

        // Of 30 lines 10 are the burst, and the answer to the last one of each connection comes before its pause: 17 at 20 a second.
        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(800)));

        ScriptedClient other = await FromElsewhere("d");
        await other.Sends("HB R");
        await other.Receives(LogInFirst);
    }

    [Test]
    public async Task One_address_makes_some_accounts_and_others_are_made_elsewhere()
    {
        Setup = new ServerSetup { Accounts = "open", AccountAttributes = "iterations=\"1000\" newAccountsPerHourPerAddress=\"1\" newAccountBurstPerAddress=\"2\"" };
        await LogIn("one");
        await LogIn("two");
        ScriptedClient three = await Connect("three");
        await SpeakEnglish(three);
        await three.Sends("Check three secret");
        Assert.That(await three.ReceivesLine(), Does.Match("^No account was made: too many new accounts from your address; try again in 3[56][0-9]{2} s$"));
        await three.Sends("Check one secret");
        await three.Receives("Logged in");
        ScriptedClient four = await FromElsewhere("four");
        await four.Sends("Check four secret");
        await four.Receives(LoggedIn);
    }

    [Test]
    public async Task Messages_to_ids_without_an_account_have_a_pool_of_their_own()
    {
        Setup = new ServerSetup { Accounts = "open", Limits = "maxMessagesToUnknown=\"30\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await SpeakEnglish(romeo);
        await romeo.SendsText(string.Concat(Enumerable.Range(0, 11).Select(i => $"Chat juliet{i % 2} x\r\n")));
        Assert.That((await Lines(romeo, 11)).Count(line => line.StartsWith("Not delivered yet", StringComparison.Ordinal)), Is.EqualTo(10));
        await romeo.Sends("Chat juliet0 x");
        await romeo.Receives("Not stored: there is no account juliet0 yet, and at most 10 messages of yours may wait for such ids");

        // Another account of the address shares 15; another address fills what is left.
        ScriptedClient paris = await LogIn("paris");
        await paris.SendsText(string.Concat(Enumerable.Repeat("Chat juliet1 x\r\n", 6)));
        Assert.That((await Lines(paris, 6)).Count(line => line == NotDelivered), Is.EqualTo(5));
        string[] ids = ["a", "b"];
        foreach (string id in ids)
        {
            ScriptedClient other = await FromElsewhere(id);
            await other.Sends($"Check {id} secret");
            await other.Receives(LoggedIn);
            await other.SendsText(string.Concat(Enumerable.Repeat("Chat juliet2 x\r\n", 10)));
            Assert.That((await Lines(other, 10)).Count(line => line == NotDelivered), Is.EqualTo(id == "a" ? 10 : 5));
        }

        Assert.That(Server.Chat.UnknownCount, Is.EqualTo(30));

        // When the recipient gets an account, the messages count in the ordinary pool.
        ScriptedClient juliet = await Connect("juliet0");
        await juliet.Sends("Check juliet0 secret");
        await juliet.Receives(LoggedIn);
        Assert.That(Server.Chat.UnknownCount, Is.EqualTo(25));
        await romeo.Sends("Chat juliet2 x");
        await romeo.Receives("Not delivered yet: the recipient is offline, the message is kept");
    }

    [TestCase(1)]
    [TestCase(8)]
    public async Task Whoever_uses_up_all_that_one_address_may_have_keeps_nobody_else_from_anything(int accounts)
    {
        Setup = new ServerSetup
        {
            Accounts = "open",
            Limits = "maxMessages=\"8000\" maxMessagesPerUser=\"3000\" maxMessagesToUnknown=\"100\" maxGroupsPerUser=\"1000\" maxMemberships=\"2000\" messagesPerSecond=\"0\"",
            AccountAttributes = "iterations=\"1000\" newAccountBurstPerAddress=\"20\"",
        };
        string[] victims = ["juliet", "nurse", "capulet", "tybalt"];
        foreach (string victim in victims)
            (await LogIn(victim)).Leaves();

        // A message that is delivered has no reply, and the replies are counted below.
        foreach (string victim in victims)
            await UntilOffline(victim);

        for (int i = 0; i < accounts; i++)
        {
            ScriptedClient attacker = await LogIn($"attacker{i}");
            await SpeakEnglish(attacker);
            await attacker.SendsText(string.Concat(Enumerable.Range(0, 3000).Select(n => $"Chat {victims[n % 8 < 4 ? 0 : n % 4]} x\r\n")));
            await attacker.SendsText(string.Concat(Enumerable.Range(0, 200).Select(n => $"Chat unknown{n} x\r\n")));
            await attacker.SendsText(string.Concat(Enumerable.Range(0, 1100).Select(n => $"Join group{i}x{n}\r\n")));
            string[] answers = await Lines(attacker, 4300);
            Assert.That(answers.Count(answer => answer.StartsWith("Not stored: ", StringComparison.Ordinal)), Is.GreaterThan(0));
            Assert.That(answers.Count(answer => answer.StartsWith("Not joined: ", StringComparison.Ordinal)), Is.GreaterThan(0));
        }

        for (int i = 0; i < 20; i++)
            await (await Connect($"sybil{i}")).Sends($"Check sybil{i} secret");

        ScriptedClient paris = await FromElsewhere("paris");
        await paris.Sends("Check paris secret");
        await paris.Receives(LoggedIn);
        foreach (string victim in victims)
        {
            await paris.Sends($"Chat {victim} it is me");
            await paris.Receives(NotDelivered);
        }

        await paris.Sends("Chat somebodynew hello", "Join verona");
        await paris.Receives(NotDelivered, "您在群 verona 里,共 1 人");
        ScriptedClient benvolio = await FromElsewhere("benvolio");
        await benvolio.Sends("Check benvolio secret", "Join verona", "Say verona hello");
        await benvolio.Receives(LoggedIn, "您在群 verona 里,共 2 人");
        await paris.Receives("benvolio 加入了群 verona");
        Assert.That(await paris.ReceivesLine(), Does.StartWith("benvolio 在群 verona 里说:hello"));
    }

    [Test]
    public async Task The_operator_removes_what_somebody_sent_and_senders_with_receipts_are_told()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await SpeakEnglish(romeo);
        await romeo.Sends("Receipt on");
        await romeo.Receives("Receipts are on");
        await romeo.SendsText("Chat juliet 1\r\nChat nurse 2\r\nChat juliet 3\r\n");
        string[] answers = await Lines(romeo, 6);
        string[] ids = [.. answers.Where(line => line.StartsWith("Stored", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1])];
        ScriptedClient paris = await LogIn("paris");
        await paris.Sends("Chat juliet mine");
        await paris.Receives(NotDelivered);

        Assert.That(await Server.Administer("purge romeo --from"), Is.EqualTo(
            "messages from romeo    3\ncharacters from romeo  3\n\nTO      MESSAGES\njuliet         2\nnurse          1\n"
            + "3 unconfirmed messages were removed; 1 is left in all."));
        string[] told = await Lines(romeo, 3);
        Assert.That(told, Is.EquivalentTo(ids.Select((id, i) => $"{(i == 1 ? "nurse" : "juliet")} never confirmed, given up {id}")));

        Assert.That(await Server.Administer("purge juliet"), Is.EqualTo(
            "messages to juliet      1\ncharacters to juliet    4\nmessages from juliet    0\ncharacters from juliet  0\n\nFROM   MESSAGES\nparis         1\n"
            + "1 unconfirmed message was removed; 0 are left in all."));
    }

    private async Task<ScriptedClient> FromElsewhere(string name)
    {
        ScriptedClient client = await ScriptedClient.Connect(name, Server.EndPoint("utf-8"), System.Text.Encoding.UTF8, from: Elsewhere);
        _elsewhere.Add(client);
        await client.Receives(Welcome);
        return client;
    }

    private static async Task SpeakEnglish(ScriptedClient client)
    {
        await client.Sends("Lang en");
        await client.Receives("The language is English");
    }

    private static async Task<string[]> Lines(ScriptedClient client, int count)
    {
        string[] lines = new string[count];
        for (int i = 0; i < count; i++)
            lines[i] = await client.ReceivesLine();
        return lines;
    }
}
