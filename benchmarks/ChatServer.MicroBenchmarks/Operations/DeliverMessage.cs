using ChatServer.MicroBenchmarks.Kit;
using ChatServer.Sessions;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A message that waits in a mailbox is written and encoded for its recipient, and leaves.</summary>
public sealed class DeliverMessage : Operation
{
    private readonly Stage _stage = new();
    private readonly Person _bob;
    private readonly ChatSession _session;

    /// <summary>bob has a message that he has not confirmed.</summary>
    public DeliverMessage()
    {
        _bob = _stage.LogIn("bob");
        _session = _stage.Server.GetAllSessions().Single();
        _stage.LogIn("alice").Says($"Chat bob {Samples.Text}");
        _bob.Forgets();
    }

    /// <inheritdoc/>
    public override void Run()
    {
        lock (_session.User!.Lock)
            _session.User.Mailbox.Rewind();
        _session.Chat.ContinueDelivery(_session);
        _bob.ReceivesBetween("alice sent you: This text has 32 characters, yes "u8, "\r\n"u8);
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        _stage.Dispose();
        return ValueTask.CompletedTask;
    }
}
