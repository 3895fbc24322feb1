using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A message is stored in memory, delivered to a connection that writes nothing, and confirmed.</summary>
public sealed class StoreAndConfirm : Operation
{
    private readonly ChatService _chat = new(new MemoryStore(), new StoreLimits(), TimeProvider.System);
    private readonly User _alice = new("alice");
    private readonly Connection _bob = new();

    /// <summary>bob is logged in.</summary>
    public StoreAndConfirm() => _chat.LogIn("bob", _bob);

    /// <inheritdoc/>
    public override void Run()
    {
        SendOutcome sent = _chat.Send(_alice, "bob", Samples.Text);
        Check(sent.Result == SendResult.Delivering && _bob.Last == sent.Id);
        Check(_chat.Confirm(_bob.User!, sent.Id).Count == 1);
    }

    private sealed class Connection : IUserConnection
    {
        public Guid Last { get; private set; }

        public User? User { get; set; }

        public bool HasEnded => false;

        public LoginState State { get; set; }

        public bool WantsDeliveries => false;

        public DeliveryResult Deliver(StoredMessage message, bool isReplay)
        {
            Last = message.Id;
            return DeliveryResult.Sent;
        }

        public void OnLoggedIn()
        {
        }

        public void Disconnect(DisconnectReason reason)
        {
        }

        public void OnKicked()
        {
        }

        public void OnMessageDelivered(Guid id, string recipient)
        {
        }

        public void OnMessageEnded(in MessageEnding ending, long position)
        {
        }

        public void OnMembership(string group, string id, bool isMember, long position)
        {
        }
    }
}
