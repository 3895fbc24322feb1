using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

/// <summary>Receipt, Pending, Trace and Confirm *: what the server says about messages.</summary>
[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.OverBothStores))]
public class ReceiptScenarios(Delivery delivery, string encoding, string store) : ChatScenario(delivery, encoding, store)
{
    private const string Unknown = "0191e0a0-0000-7000-8000-000000000000";

    private readonly string _stored = ServerSetup.IsOnDisk(store) ? "已存盘" : "已存入内存";
    private readonly string _storedInEnglish = ServerSetup.IsOnDisk(store) ? "Stored on disk" : "Stored in memory";
    private readonly string _where = ServerSetup.IsOnDisk(store) ? "已存盘" : "在内存中";

    [Test]
    public async Task With_receipts_on_the_sender_is_told_that_a_message_is_stored_and_that_it_is_confirmed()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Receipt on", "Chat juliet 你好");
        await romeo.Receives("回执已开启");
        string id = await juliet.ReceivesFrom("romeo", "你好");
        await romeo.Receives($"{_stored} {id}");
        await romeo.ReceivesNothing();

        await juliet.Sends($"Confirm {id}");
        await romeo.Receives($"juliet 已确认 {id}");
        await juliet.ReceivesNothing();

        await romeo.Sends("RECEIPT OFF", "Chat juliet again");
        await romeo.Receives("回执已关闭");
        await juliet.Sends($"Confirm {await juliet.ReceivesFrom("romeo", "again")}");
        await juliet.ReceivesNothing();
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task Receipts_and_other_answers_come_in_the_order_of_the_commands()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Receipt on", "Chat juliet 1", "HB R", "Chat juliet 2", "Nonsense", "Chat", "Chat juliet 3", "HB R");
        await romeo.Receives(SpeaksEnglish, "Receipts are on");
        var ids = new List<string>();
        ids.Add(await romeo.ReceivesMessage(_storedInEnglish));
        await romeo.Receives("Not delivered yet: the recipient is offline, the message is kept", "R");
        ids.Add(await romeo.ReceivesMessage(_storedInEnglish));
        await romeo.Receives("Not delivered yet: the recipient is offline, the message is kept", "Unknown command: Nonsense; Help lists the commands", "Wrong parameters; usage: Chat <id> <text>");
        ids.Add(await romeo.ReceivesMessage(_storedInEnglish));
        await romeo.Receives("Not delivered yet: the recipient is offline, the message is kept", "R");

        ScriptedClient juliet = await LogIn("juliet");
        Assert.That(new[] { await juliet.ReceivesAgain("romeo", "1"), await juliet.ReceivesAgain("romeo", "2"), await juliet.ReceivesAgain("romeo", "3") }, Is.EqualTo(ids));
    }

    [Test]
    public async Task Thousands_of_messages_in_one_go_get_their_receipts_in_order()
    {
        const int Messages = 3000;
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on");
        await romeo.Receives("回执已开启");
        Task sending = romeo.Sends([.. Enumerable.Range(0, Messages).Select(i => $"Chat romeo {i}")]);
        var told = new List<string>();
        var got = new List<string>();
        while (told.Count < Messages || got.Count < Messages)
        {
            string line = await romeo.ReceivesLine();
            string id = line[^36..];
            if (line.StartsWith(_stored, StringComparison.Ordinal))
                told.Add(id);
            else
                got.Add(id);
        }

        await sending;
        Assert.That(told, Is.EqualTo(got));
        Assert.That(told, Is.Ordered);
    }

    [Test]
    public async Task With_receipts_on_a_confirmation_is_answered()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo note", "Receipt on");
        string id = await romeo.ReceivesFrom("romeo", "note");
        await romeo.Receives("回执已开启");
        await romeo.Sends($"Confirm {id}", $"Confirm {id}", $"Confirm {Unknown}");
        await romeo.Receives($"已确认 {id}", $"没有此消息 {id}", $"没有此消息 {Unknown}");
    }

    [Test]
    public async Task What_was_sent_before_the_client_ends_its_side_is_answered()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet hello", "Chat juliet again");
        romeo.FinishesSending();
        await romeo.Receives("回执已开启");
        await romeo.ReceivesMessage(_stored);
        await romeo.Receives(NotDelivered);
        await romeo.ReceivesMessage(_stored);
        await romeo.Receives(NotDelivered);
        await romeo.ReceivesEnd();
    }

    [Test]
    public async Task Quit_comes_behind_what_was_sent_before()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet hello", "Quit");
        await romeo.Receives(NotDelivered, "再见");
        await romeo.ReceivesEnd();
    }

    [Test]
    public async Task Confirm_all_confirms_what_was_received()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 1", "Chat juliet 2", "Chat juliet 3");
        await romeo.Receives(NotDelivered, NotDelivered, NotDelivered);
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "1");
        string second = await juliet.ReceivesAgain("romeo", "2");
        await juliet.ReceivesAgain("romeo", "3");
        await juliet.Sends($"Confirm {second}", "Confirm *", "Confirm *", "Check juliet secret");
        await juliet.Receives("已确认 2 条消息", "已确认 0 条消息", LoggedIn);
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task Pending_lists_the_own_unconfirmed_messages()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Pending", "Pending all");
        await romeo.Receives("未确认的消息 0 条", WrongParameters);
        await romeo.Sends("Chat juliet 1", "Chat juliet 2");
        string first = await juliet.ReceivesFrom("romeo", "1");
        string second = await juliet.ReceivesFrom("romeo", "2");
        await juliet.Sends("Pending", $"Confirm {first}", "Lang en", "Pending");
        await juliet.Receives("未确认的消息 2 条");
        Assert.That(await juliet.ReceivesLine(), Does.Match($"^romeo \\d{{4}}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{{3}}Z {first}$"));
        Assert.That(await juliet.ReceivesLine(), Does.EndWith(second));
        await juliet.Receives(SpeaksEnglish, "1 unconfirmed message");
        Assert.That(await juliet.ReceivesLine(), Does.EndWith(second));
        await romeo.Sends("Pending");
        await romeo.Receives("未确认的消息 0 条");
    }

    [Test]
    public async Task Pending_lists_a_hundred_and_counts_the_rest()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends([.. Enumerable.Range(0, 105).Select(i => $"Chat romeo {i}")]);
        for (int i = 0; i < 105; i++)
            await romeo.ReceivesFrom("romeo", $"{i}");
        await romeo.Sends("Pending");
        await romeo.Receives("未确认的消息 105 条");
        for (int i = 0; i < 100; i++)
            await romeo.ReceivesLine();
        await romeo.Receives("……还有 5 条");
    }

    [Test]
    public async Task Trace_tells_the_life_of_a_message()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet hello");
        await romeo.Receives("回执已开启");
        string id = await romeo.ReceivesMessage(_stored);
        await romeo.Receives(NotDelivered);
        await romeo.Sends($"Trace {id}");
        Assert.That(await romeo.ReceivesLine(), Does.Match($"^romeo 发给 juliet,\\S+; {_where}; 尚未送出; 未确认 {id}$"));

        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "hello");
        await juliet.Sends($"Trace {id}");
        Assert.That(await juliet.ReceivesLine(), Does.Match($"^romeo 发给 juliet,\\S+; {_where}; 已送出 1 次,最近 \\S+; 未确认 {id}$"));

        await juliet.Sends($"Confirm {id}");
        await romeo.Receives($"juliet 已确认 {id}");
        await romeo.Sends("Lang en", $"Trace {id}");
        await romeo.Receives(SpeaksEnglish);
        string where = _where == "已存盘" ? "on disk" : "in memory";
        Assert.That(await romeo.ReceivesLine(), Does.Match($"^romeo to juliet, \\S+; {where}; handed over 1 time, last \\S+; confirmed \\S+ {id}$"));

        ScriptedClient tybalt = await LogIn("tybalt");
        await tybalt.Sends($"Trace {id}", $"Trace {Unknown}", "Trace", "Trace 1");
        await tybalt.Receives($"没有此消息 {id}", $"没有此消息 {Unknown}", WrongParameters, WrongParameters);
    }

    [TestCase("Receipt")]
    [TestCase("Receipt maybe")]
    [TestCase("Receipt on off")]
    [TestCase("Confirm **")]
    [TestCase("Confirm * *")]
    public async Task Wrong_parameters_are_refused(string line)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends(line);
        await romeo.Receives(WrongParameters);
    }

    [TestCase("Receipt on")]
    [TestCase("Pending")]
    [TestCase("Trace " + Unknown)]
    public async Task They_need_a_login(string line)
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(line);
        await romeo.Receives(LogInFirst);
    }
}
