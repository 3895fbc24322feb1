using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>What listens there is no chat server, or sends what none sends.</summary>
public sealed class RogueServerScenarios : RogueServerScenario
{
    public RogueServerScenarios()
        : base(3 * Deadline.DefaultSeconds)
        => MaxLineBytes = 20_000;

    [Test]
    public void An_echo_is_not_taken_for_a_login()
    {
        Func<Task> connecting = () => Connect(async connection =>
        {
            await connection.ReadsLine();
            await connection.Sends("{\"code\":218}\n");
            while (await connection.ReadsLine() is { } line)
                await connection.Sends(line + "\n");
        });
        Assert.That(connecting, Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.NotAChatServer));
    }

    [Test]
    public void Text_of_another_server_is_quoted_without_control_characters()
    {
        string flood = "\u001b[2J\u0007" + new string('x', 10_000) + "\n";
        Func<Task> connecting = () => Connect(connection => connection.Sends(flood + flood + flood));
        ChatException refused = Assert.ThrowsAsync<ChatException>(() => connecting())!;
        Assert.That(refused.Error, Is.EqualTo(ChatError.NotAChatServer));
        Assert.That(refused.Message, Has.Length.LessThan(300).And.Contain("It said: ?[2J?xxx"));
        Assert.That(Log.Lines.Select(line => line.Text), Has.Some.Contain("It said: ?[2J?xxx").And.None.Matches<string>(text => text.Contains('\u001b')));
    }

    [Test]
    public void A_web_server_is_named_as_what_it_is()
    {
        Func<Task> connecting = () => Connect(async connection =>
        {
            await connection.ReadsLine();
            await connection.Sends("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        ChatException refused = Assert.ThrowsAsync<ChatException>(() => connecting())!;
        Assert.That(refused.Error, Is.EqualTo(ChatError.NotAChatServer));
        Assert.That(refused.Message, Does.StartWith("A web server answers there.").And.EndsWith("It said: HTTP/1.1 400 Bad Request"));
    }

    [TestCase("garbage")]
    [TestCase("{\"type\":\"message\"")]
    [TestCase("[1,2]")]
    [TestCase("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}}")]
    [TestCase("{\"type\":\"message\",\"id\":[1],\"from\":{},\"text\":7}")]
    public async Task A_line_that_is_garbage_ends_the_link_and_the_client_connects_again(string garbage)
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            await connection.Sends(connection.Number == 1 ? garbage + "\r\n" : Message);
            await connection.AnswersAll(216);
        });
        Assert.That((await Next(romeo)).Text, Is.EqualTo("hello"));
        Assert.That(Log.Lines.Select(line => line.Id.Name), Is.EqualTo(new[] { "Online", "Reconnecting", "Online" }));
    }

    [Test]
    public async Task A_message_that_was_cut_off_in_the_middle_comes_once()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            if (connection.Number == 1)
            {
                await connection.Sends(Message[..(Message.Length / 2)]);
                return;
            }

            await connection.Sends(Message + Message);
            await connection.AnswersAll(216);
        });
        Assert.That((await Next(romeo)).Text, Is.EqualTo("hello"));
        Assert.That(romeo.Inbox.Count, Is.Zero);
    }

    [Test]
    public async Task Answers_of_wrong_types_are_errors_of_the_program_nowhere()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            await connection.AnswersAll(211, ",\"count\":\"many\",\"ids\":[1,{}],\"messages\":[7],\"online\":\"x\"");
        });
        Assert.That((await romeo.PendingAsync(Soon)).Count, Is.Zero);
        Assert.That(await romeo.WhoAsync(["juliet", "romeo"], Soon), Is.EqualTo(new[] { string.Empty, string.Empty }));
        Assert.That((await romeo.MembersAsync("verona", Soon)).Online, Is.Empty);
    }

    [Test]
    public async Task An_answer_that_does_not_say_that_a_message_is_stored_is_no_receipt()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            await connection.AnswersAll(216);
        });
        Assert.That(async () => await romeo.SendAsync("juliet", "hello", Soon), Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.NotAChatServer));
    }

    [Test]
    public async Task A_line_without_an_end_closes_the_client_for_good()
    {
        ChatClient romeo = await Connect(async connection =>
        {
            await connection.LetsIn();
            while (true)
                await connection.Sends(new string('x', 10_000));
        });
        Assert.That(async () => await Next(romeo), Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.LineTooLong));
        Assert.That(romeo.State, Is.EqualTo(ChatState.Closed));
        Assert.That(Log.Lines.Select(line => line.Id.Name), Has.None.EqualTo("Reconnecting"));
    }

    private const string Message = "{\"type\":\"message\",\"id\":\"01a1fd0d-4edd-7000-8012-16f595911af4\",\"from\":\"juliet\",\"text\":\"hello\",\"time\":\"2026-01-01T00:00:00.000Z\",\"replay\":false}\r\n";

    private async Task<ChatMessage> Next(ChatClient client)
    {
        await foreach (ChatMessage message in client.Messages.WithCancellation(Soon))
            return message;
        throw new AssertionException("the messages have ended");
    }
}
