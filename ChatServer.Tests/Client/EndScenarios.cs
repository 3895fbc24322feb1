using System.Collections.Concurrent;
using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A client is closed for good, and says why.</summary>
public sealed class EndScenarios() : ClientScenario(Transport.Tcp)
{
    [Test]
    public async Task Whoever_is_kicked_is_closed_and_what_is_under_way_fails_with_the_reason()
    {
        ChatClient old = await LogInAsClient("romeo");
        ChatClient now = await LogInAsClient("romeo");
        StateChanged end = await NextEvent<StateChanged>(old, chatEvent => chatEvent.State == ChatState.Closed);
        Assert.That(((ChatException)end.Reason!).Error, Is.EqualTo(ChatError.Kicked));
        Assert.That(old.State, Is.EqualTo(ChatState.Closed));
        Assert.That(async () => await old.SendAsync("juliet", "hello", Soon), Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.Kicked));
        Assert.That(async () => await old.PendingAsync(Soon), Throws.InstanceOf<ChatException>());
        Assert.That(async () => await Next(old), Throws.InstanceOf<ChatException>().With.Message.EqualTo("Your account has logged in elsewhere; you are disconnected"));
        await now.SendAsync("juliet", "hello", Soon);
        Assert.That(ClientLog.Lines.Select(line => line.Id.Name), Does.Contain("Refused"));
    }

    [Test]
    public async Task A_password_that_was_changed_meanwhile_ends_the_client()
    {
        Setup = Setup with { Accounts = "open" };
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        await UntilOffline("romeo");
        await Server.Accounts.ReplacePasswordAsync("romeo", "another");
        Task<SendReceipt> pending = romeo.SendAsync("juliet", "hello", Soon);
        proxy.RefusesNewLinks = false;
        Assert.That(async () => await pending, Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.WrongPassword));
    }

    [Test]
    public void A_server_that_is_not_there_is_told_by_the_first_login()
    {
        ChatClientOptions options = OptionsOf("romeo") with { Server = new Uri("chat://127.0.0.1:1") };
        Assert.That(async () => await ChatClient.ConnectAsync(options, Soon), Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.Unreachable));
    }

    [Test]
    public void A_server_that_says_nothing_is_given_up()
    {
        FlakyProxy proxy = StartProxy();
        proxy.StallsNewLinks = true;
        Assert.That(async () => await LogInAsClient(OptionsOf("romeo", proxy) with { ConnectTimeout = TimeSpan.FromSeconds(1) }), Throws.InstanceOf<ChatException>().With.Message.Contains("within 1 s"));
    }

    [Test]
    public async Task The_first_login_can_be_cancelled()
    {
        FlakyProxy proxy = StartProxy();
        proxy.StallsNewLinks = true;
        using var cancel = new CancellationTokenSource();
        Task<ChatClient> connecting = ChatClient.ConnectAsync(OptionsOf("romeo", proxy), cancel.Token);
        await Until("it has connected", () => proxy.Accepted > 0);
        await cancel.CancelAsync();
        Assert.That(async () => await connecting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_first_login_that_was_cancelled_leaves_no_exception_behind_that_nobody_looks_at()
    {
        FlakyProxy proxy = StartProxy();
        proxy.StallsNewLinks = true;
        var unobserved = new ConcurrentQueue<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;
        for (int i = 0; i < 5; i++)
            await IsCancelled(proxy);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= Note;
        Assert.That(unobserved, Has.None.Contain(nameof(ChatClient)));
    }

    private async Task IsCancelled(FlakyProxy proxy)
    {
        using var cancel = new CancellationTokenSource();
        int before = proxy.Accepted;
        Task<ChatClient> connecting = ChatClient.ConnectAsync(OptionsOf("romeo", proxy), cancel.Token);
        await Until("it has connected", () => proxy.Accepted > before);
        await cancel.CancelAsync();
        Assert.That(async () => await connecting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task An_unknown_certificate_is_refused()
    {
        var scenario = new UnknownCertificate();
        try
        {
            await scenario.IsRefused();
        }
        finally
        {
            await scenario.CloseClients();
            scenario.EndScenario();
        }
    }

    [Test]
    public async Task A_client_that_is_disposed_of_waits_for_what_is_under_way_and_then_fails_calls()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        Task<SendReceipt>[] sends = [.. Enumerable.Range(0, 200).Select(i => romeo.SendAsync("romeo", $"{i}"))];
        await romeo.DisposeAsync();
        // Their outcome is known; the thread pool may still have to complete the tasks.
        await Task.WhenAll(sends).WaitAsync(Soon);
        Assert.That(async () => await romeo.SendAsync("romeo", "late"), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(romeo.State, Is.EqualTo(ChatState.Closed));
        List<ChatMessage> rest = [];
        await foreach (ChatMessage message in romeo.Messages)
            rest.Add(message);
        Assert.That(rest, Is.Empty, "they stay at the server");
    }

    [Test]
    public async Task A_client_without_a_link_can_be_disposed_of_at_once()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State == ChatState.Reconnecting);
        Task<SendReceipt> pending = romeo.SendAsync("juliet", "hello", Soon);
        await romeo.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(4));
        Assert.That(async () => await pending, Throws.InstanceOf<ObjectDisposedException>());
    }

    [TestCase("http://127.0.0.1:2021/")]
    [TestCase("127.0.0.1:2020")]
    public void An_address_of_no_chat_server_is_refused(string address)
    {
        ChatClientOptions options = OptionsOf("romeo") with { Server = new Uri(address, UriKind.RelativeOrAbsolute) };
        Assert.That(async () => await ChatClient.ConnectAsync(options), Throws.ArgumentException.With.Message.Contains("write for example chat://localhost:2020"));
    }

    [Test]
    public async Task Disposing_of_a_client_in_the_middle_of_a_handshake_that_fails_is_no_fault()
    {
        var scenario = new UnknownCertificate();
        try
        {
            await scenario.IsRefusedAtTheEnd();
        }
        finally
        {
            await scenario.CloseClients();
            scenario.EndScenario();
        }
    }

    [TestCase(0.5, 0.5)]
    [TestCase(5, 100_000)]
    [TestCase(100_000, 200_000)]
    public void A_time_that_makes_no_sense_is_refused(double heartbeat, double deadAfter)
    {
        ChatClientOptions options = OptionsOf("romeo") with { HeartbeatInterval = TimeSpan.FromSeconds(heartbeat), DeadAfter = TimeSpan.FromSeconds(deadAfter) };
        Assert.That(async () => await ChatClient.ConnectAsync(options), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private sealed class UnknownCertificate() : ClientScenario(Transport.Tls)
    {
        public async Task IsRefusedAtTheEnd()
        {
            FlakyProxy proxy = StartProxy();
            ChatClient? romeo = null;
            Task? disposal = null;
            romeo = await LogInAsClient(OptionsOf("romeo", proxy) with
            {
                ValidateCertificate = (_, _, _, _) =>
                {
                    disposal = romeo?.DisposeAsync().AsTask();
                    return disposal == null;
                },
            });
            proxy.Reset();
            await Until("it is disposed of", () => disposal is { IsCompleted: true });
            Assert.That(ClientLog.Lines.Select(line => line.Id.Name), Is.EqualTo(new[] { "Online", "Reconnecting", "Closed" }));
        }

        public Task IsRefused()
        {
            ChatClientOptions options = OptionsOf("romeo") with { ValidateCertificate = null };
            Assert.That(async () => await ChatClient.ConnectAsync(options, Soon), Throws.InstanceOf<ChatException>().With.Message.Contains("certificate"));
            return Task.CompletedTask;
        }
    }
}
