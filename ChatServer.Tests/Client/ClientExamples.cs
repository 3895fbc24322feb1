using ChatServer.Client;

namespace ChatServer.Tests.Client;

/// <summary>The examples of docs/client.md: each region is one of them, word for word.</summary>
internal static class ClientExamples
{
    public static async Task<SendReceipt> Send(string address)
    {
        #region send
        await using ChatClient client = await ChatClient.ConnectAsync(new ChatClientOptions
        {
            Server = new Uri(address),
            Id = "alice",
            Password = "secret",
        });
        SendReceipt receipt = await client.SendAsync("bob", "Are you there?");
        Console.WriteLine(receipt.IsWaiting ? $"{receipt.Id} waits for bob" : $"{receipt.Id} is on its way");
        #endregion
        return receipt;
    }

    public static async Task Receive(ChatClient client, Action<string> show, CancellationToken cancellationToken)
    {
        #region receive
        await foreach (ChatMessage message in client.Messages.WithCancellation(cancellationToken))
            show($"{message.Time:t} {message.From}: {message.Text}");
        #endregion
    }

    public static async Task Echo(ChatClient client, CancellationToken cancellationToken)
    {
        #region echo
        await foreach (ChatMessage message in client.Messages.WithCancellation(cancellationToken))
        {
            // If the program crashes between these two lines, the reply is still sent only once, because it has a reference.
            await client.SendAsync(message.From, message.Text, reference: $"echo-{message.Id}", cancellationToken);
            await message.ConfirmAsync(cancellationToken);
        }
        #endregion
    }

    public static async Task<SendReceipt> Groups(ChatClient client, CancellationToken cancellationToken)
    {
        #region groups
        int members = await client.JoinAsync("verona", cancellationToken);
        SendReceipt receipt = await client.SayAsync("verona", $"Good morning, all {members}", cancellationToken);
        GroupMembers who = await client.MembersAsync("verona", cancellationToken);
        Console.WriteLine($"{string.Join(", ", who.Online)} can read it now");
        #endregion
        return receipt;
    }

    public static async Task<bool> Refusals(ChatClient client, string text, CancellationToken cancellationToken)
    {
        #region refusals
        while (true)
        {
            try
            {
                await client.SendAsync("bob", text, cancellationToken);
                return true;
            }
            catch (ChatException e) when (e.RetryAfter is { } pause)
            {
                await Task.Delay(pause, cancellationToken);
            }
            catch (ChatException e)
            {
                Console.WriteLine($"{e.Error}: {e.Message}");
                return false;
            }
        }
        #endregion
    }

    public static async Task Watch(ChatClient client, Action<string> show)
    {
        #region events
        await foreach (ChatEvent change in client.Events)
        {
            show(change switch
            {
                StateChanged { State: ChatState.Reconnecting } lost => $"offline, trying again in {lost.Pause.TotalSeconds:0} s",
                StateChanged { State: ChatState.Closed, Reason: { } why } => $"closed: {why.Message}",
                MessageConfirmed confirmed => $"{confirmed.To} has read {confirmed.Id}",
                MemberJoined joined => $"{joined.Id} is now in {joined.Group}",
                _ => $"{change}",
            });
        }
        #endregion
    }
}
