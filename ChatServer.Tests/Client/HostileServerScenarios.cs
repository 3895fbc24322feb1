using System.Globalization;
using ChatServer.Client;
using ChatServer.Client.Internal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A server that wants to use up a client's memory or time. The memory is that of the whole process, so nothing else runs.</summary>
[NonParallelizable]
public sealed class HostileServerScenarios() : RogueServerScenario(6 * Deadline.DefaultSeconds)
{
    private const int Megabyte = 1024 * 1024;

    // What all of it may take, and far less than what each of these servers sends or has made of it.
    private const int MaxMemory = 150 * Megabyte;

    [Test]
    public async Task Large_messages_while_the_program_waits_for_an_answer_take_no_more_than_their_bound()
    {
        string text = new('x', 400_000);
        var sent = new TaskCompletionSource();
        ChatClient romeo = await Connect(async connection =>
        {
            await Begin(connection);
            await connection.ReadsLine();
            for (int i = 0; i < 300; i++)
                await connection.Sends(Message(i, text));
            sent.TrySetResult();
            await connection.AnswersAll(216);
        });
        long before = Memory();
        Task waiting = romeo.WhoAsync(Soon);
        await sent.Task.WaitAsync(Soon);
        await Until("the last ones were dropped", () => romeo.Inbox.Gaps > 0);
        Assert.That(Memory() - before, Is.LessThan(MaxMemory));
        Assert.That(romeo.Inbox.Bytes, Is.LessThan(5 * OptionsOf(romeo).MaxBufferedBytes));
        Assert.That(waiting.IsFaulted, Is.False);
    }

    [Test]
    public async Task A_program_that_does_not_read_makes_the_server_wait_also_by_the_bytes_of_its_messages()
    {
        string text = new('x', 400_000);
        int sent = 0;
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            for (; sent < 300; sent++)
                await connection.Sends(Message(sent, text));
        });
        await Until("the inbox is full", () => romeo.Inbox.Bytes >= OptionsOf(romeo).MaxBufferedBytes);
        Assert.That(romeo.Inbox.Count, Is.LessThan(20));
        Assert.That(romeo.Inbox.Gaps, Is.Zero, "what does not fit waits at the server");
        Assert.That(Volatile.Read(ref sent), Is.LessThan(100));
    }

    [Test]
    public async Task Answers_to_one_message_without_an_end_end_the_link()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await Begin(connection);
            if (connection.Number > 1)
            {
                await connection.AnswersAll(202, ",\"id\":\"01a1fd0d-4edd-7000-8012-16f595911af4\"");
                return;
            }

            string chat = await connection.ReadsLine() ?? throw new IOException("It has gone.");
            for (int i = 0; i < 1_000_000; i++)
                await connection.Answers(chat, 202, ",\"id\":\"01a1fd0d-4edd-7000-8012-16f595911af4\"");
        });
        long before = Memory();
        Assert.That((await romeo.SendAsync("juliet", "hello", Soon)).Level, Is.EqualTo(StoreLevel.Disk));
        await Until("the link was ended", () => Names().Contains("Reconnecting"));
        Assert.That(Memory() - before, Is.LessThan(MaxMemory));
    }

    [Test]
    public async Task A_receipt_that_is_longer_than_any_ends_the_link()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            await connection.AnswersAll(202, connection.Number == 1 ? $",\"text\":\"{new string('x', 500_000)}\"" : ",\"id\":\"01a1fd0d-4edd-7000-8012-16f595911af4\"");
        });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => romeo.SendAsync("juliet", "hello", Soon)));
        Assert.That(Names(), Does.Contain("Reconnecting"));
    }

    [Test]
    public async Task A_line_of_very_many_values_is_not_read()
    {
        string values = ",\"ids\":[" + string.Join(',', Enumerable.Repeat("0", 300_000)) + "]";
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            await connection.AnswersAll(211, connection.Number == 1 ? values : ",\"ids\":[]");
        });
        Assert.That((await romeo.WhoAsync(Soon)).Ids, Is.Empty);
        Assert.That(Names(), Does.Contain("Reconnecting"));
    }

    [Test]
    public async Task A_server_that_asks_for_sixty_years_is_asked_again_after_minutes()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.LetsIn();
                return;
            }

            await connection.Sends("Welcome\r\n");
            await connection.ReadsLine();
            await connection.Sends("{\"type\":\"answer\",\"code\":218}\r\n{\"type\":\"error\",\"code\":442,\"seconds\":2147483647,\"text\":\"" + new string('x', 100_000) + "\"}\r\n");
            await connection.ReadsLine();
        });
        StateChanged throttled = await NextEvent<StateChanged>(romeo, state => state.Reason is ChatException { Error: ChatError.LoginThrottled });
        Assert.That(throttled.State, Is.EqualTo(ChatState.Reconnecting));
        Assert.That(throttled.Pause, Is.GreaterThan(TimeSpan.FromMinutes(9)).And.LessThan(TimeSpan.FromMinutes(11)));
        Assert.That(((ChatException)throttled.Reason!).RetryAfter, Is.EqualTo(TimeSpan.FromDays(1)));
        Assert.That(throttled.Reason!.Message, Has.Length.LessThan(2000));
        Assert.That(romeo.State, Is.EqualTo(ChatState.Reconnecting));
    }

    [Test]
    public async Task News_of_endless_names_are_not_kept()
    {
        string name = new('x', 400_000);
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            if (connection.Number <= 3)
            {
                for (int i = 0; i < 100; i++)
                    await connection.Sends($"{{\"type\":\"answer\",\"code\":222,\"group\":\"verona\",\"id\":\"{name}\"}}\r\n");
            }

            await connection.AnswersAll(216);
        });
        await Until("it has tried four times", () => Names().Count(name => name == "Online") >= 4);
        List<ChatEvent> told = [];
        await foreach (ChatEvent chatEvent in romeo.Events.WithCancellation(Soon))
        {
            told.Add(chatEvent);
            if (told.OfType<StateChanged>().Count(state => state.State == ChatState.Online) == 4)
                break;
        }

        Assert.That(told.OfType<MemberJoined>(), Is.Empty);
    }

    [Test]
    public async Task Messages_whose_confirmations_are_never_answered_are_remembered_up_to_a_number()
    {
        const int Sent = Inbox.MaxOpen + 5_000;
        var sent = new TaskCompletionSource();
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            Task reading = ReadAll(connection);
            for (int i = 0; i < Sent; i += 500)
                await connection.Sends(string.Concat(Enumerable.Range(i, 500).Select(number => Message(number, "x"))));
            sent.TrySetResult();
            await reading;
        });
        using var end = new CancellationTokenSource();
        Task taking = TakeAll(romeo, end.Token);
        await sent.Task.WaitAsync(Soon);
        await Until("the last ones were dropped", () => romeo.Inbox.Gaps > 0);
        Assert.That(romeo.Inbox.RememberedIds, Is.LessThanOrEqualTo(Inbox.MaxOpen));
        await end.CancelAsync();
        Assert.That(async () => await taking, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_message_that_comes_again_and_again_behind_the_answer_to_its_confirmation_is_not_confirmed_without_end()
    {
        const int Sent = 30_000;
        int confirmed = 0;
        var sent = new TaskCompletionSource();
        ChatClient romeo = await Connect(async connection =>
        {
            await Begin(connection);
            await connection.Sends(Message(1, "x"));
            await connection.Answers(await connection.ReadsLine() ?? throw new IOException("It has gone."), 206);
            Task reading = ReadAll(connection, line => confirmed += line.Contains("Confirm", StringComparison.Ordinal) ? 1 : 0);
            string again = string.Concat(Enumerable.Repeat(Message(1, "x"), 500));
            for (int i = 0; i < Sent; i += 500)
                await connection.Sends(again);
            await connection.Sends(Message(2, "the end"));
            sent.TrySetResult();
            await reading;
        });
        await foreach (ChatMessage message in romeo.Messages.WithCancellation(Soon))
        {
            if (message.Text == "the end")
                break;
            await message.ConfirmAsync(Soon);
        }

        Assert.That(Volatile.Read(ref confirmed), Is.LessThan(15_000));
    }

    [TestCase("chat://192.0.2.1:2020", true)]
    [TestCase("ws://chat.example/ws", true)]
    [TestCase("chats://192.0.2.1:2020", false)]
    [TestCase("wss://chat.example/ws", false)]
    [TestCase("chat://127.0.0.1", false)]
    [TestCase("chat://localhost:2020", false)]
    [TestCase("ws://[::1]:2021/ws", false)]
    [TestCase("chat://localhost.example", true)]
    public void A_password_goes_in_plain_text_over_a_network_only_where_the_program_lets_it(string server, bool isExposed)
    {
        var options = new ChatClientOptions { Server = new Uri(server), Id = "romeo", Password = "secret", RequireEncryption = true };
        Assert.That(options.IsPasswordExposed, Is.EqualTo(isExposed));
        if (isExposed)
            Assert.That(async () => await ChatClient.ConnectAsync(options, Soon), Throws.ArgumentException);
    }

    private static string Message(int number, string text) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"type\":\"message\",\"id\":\"{new Guid(number + 1, 0, 0, new byte[8])}\",\"from\":\"juliet\",\"text\":\"{text}\",\"time\":\"2026-01-01T00:00:00.000Z\",\"replay\":false}}\r\n");

    // Lets the client in, and answers the first that it says: that it wants receipts.
    private static async Task Begin(RogueServer.Connection connection)
    {
        await connection.LetsIn();
        await connection.Answers(await connection.ReadsLine() ?? throw new IOException("It has gone."), 208);
    }

    private static async Task ReadAll(RogueServer.Connection connection, Action<string>? read = null)
    {
        while (await connection.ReadsLine() is { } line)
            read?.Invoke(line);
    }

    private static async Task TakeAll(ChatClient client, CancellationToken cancellationToken)
    {
        await foreach (ChatMessage _ in client.Messages.WithCancellation(cancellationToken))
        {
        }
    }

    private async Task<T> NextEvent<T>(ChatClient client, Func<T, bool> isMeant)
        where T : ChatEvent
    {
        await foreach (ChatEvent chatEvent in client.Events.WithCancellation(Soon))
        {
            if (chatEvent is T meant && isMeant(meant))
                return meant;
        }

        throw new AssertionException("the events have ended");
    }

    private static Task Until(string what, Func<bool> condition) => Wait.Until(condition, what, 6 * Deadline.DefaultSeconds);

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private string[] Names() => [.. Log.Lines.Select(line => line.Id.Name ?? "")];

    private static ChatClientOptions OptionsOf(ChatClient client) => new() { Server = new Uri("chat://localhost"), Id = client.Id, Password = "secret" };
}
