using System.Text.RegularExpressions;
using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>The examples of docs/client.md are compiled, and do what it says.</summary>
public sealed partial class ClientExampleScenarios() : ClientScenario(Transport.Tcp)
{
    [Test]
    public void The_document_has_exactly_these_examples()
    {
        string document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "client.md")).ReplaceLineEndings("\n");
        string source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ClientExamples.cs")).ReplaceLineEndings("\n");
        string[] shown = [.. Block().Matches(document).Select(match => match.Groups[1].Value)];
        string[] compiled = [.. Region().Matches(source).Select(match => WithoutIndent(match.Groups[1].Value).Replace("new Uri(address)", "new Uri(\"chat://127.0.0.1:2020\")", StringComparison.Ordinal))];
        Assert.That(compiled, Is.Not.Empty);
        Assert.That(shown, Is.EqualTo(compiled));
    }

    [Test]
    public async Task Sending_and_receiving()
    {
        SendReceipt receipt = await ClientExamples.Send(OptionsOf("alice").Server.ToString());
        Assert.That(receipt.IsWaiting, Is.True);
        ChatClient bob = await LogInAsClient("bob");
        using var end = new CancellationTokenSource();
        var shown = new TaskCompletionSource<string>();
        Task receiving = ClientExamples.Receive(bob, shown.SetResult, end.Token);
        Assert.That(await shown.Task.WaitAsync(Soon), Does.EndWith("alice: Are you there?"));
        await Until("the loop has confirmed it", () => Server.Chat.StoredCount == 0);
        await end.CancelAsync();
        Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Answering_each_message_once()
    {
        ChatClient alice = await LogInAsClient("alice");
        ChatClient echo = await LogInAsClient(OptionsOf("echo") with { ConfirmMode = ConfirmMode.Manual });
        SendReceipt sent = await alice.SendAsync("echo", "hello", Soon);

        // An earlier run of the program has answered, and died before it confirmed.
        SendReceipt answered = await echo.SendAsync("alice", "hello", $"echo-{sent.Id}", Soon);
        using var end = new CancellationTokenSource();
        Task answering = ClientExamples.Echo(echo, end.Token);
        Assert.That((await Next(alice)).Id, Is.EqualTo(answered.Id));
        await alice.SendAsync("echo", "bye", Soon);
        Assert.That((await Next(alice)).Text, Is.EqualTo("bye"));
        await end.CancelAsync();
        Assert.That(async () => await answering, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Groups_refusals_and_events()
    {
        Setup = Setup with { Limits = "messagesPerSecond=\"1\" messageBurst=\"2\" maxTextLength=\"100\"" };
        ChatClient bob = await LogInAsClient("bob");
        await bob.JoinAsync("verona", Soon);
        List<string> seen = [];
        Task watching = ClientExamples.Watch(bob, seen.Add);
        ChatClient alice = await LogInAsClient("alice");
        Assert.That(await ClientExamples.Refusals(alice, new string('x', 101), Soon), Is.False);
        foreach (string text in new[] { "1", "2", "3" })
            Assert.That(await ClientExamples.Refusals(alice, text, Soon), Is.True, "it has waited for its turn");
        ChatClient nurse = await LogInAsClient("nurse");
        await ClientExamples.Groups(nurse, Soon);
        foreach (string text in new[] { "1", "2", "3", "Good morning, all 2" })
            Assert.That((await Next(bob)).Text, Is.EqualTo(text));
        await LogInAsClient("bob");
        await watching;
        Assert.That(seen, Does.Contain("nurse is now in verona").And.Contain("closed: Your account has logged in elsewhere; you are disconnected"));
    }

    private static string WithoutIndent(string text)
    {
        string[] lines = text.Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("#region [a-z]+\n(.*?)\n *#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();
}
