using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>A connection without a socket.</summary>
public sealed class RecordingConnection : IUserConnection
{
    private readonly List<StoredMessage> _received = [];

    /// <summary>How many messages it takes before it is full.</summary>
    public int Room { get; init; } = int.MaxValue;

    /// <summary>What the user was told of messages that it had sent.</summary>
    public List<(Guid Id, string To, MessageEnd End)> Ended { get; } = [];

    /// <summary>What was delivered.</summary>
    public StoredMessage[] Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    /// <inheritdoc/>
    public AddressBlock? Origin { get; init; }

    /// <inheritdoc/>
    public User? User { get; set; }

    /// <inheritdoc/>
    public bool HasEnded => false;

    /// <inheritdoc/>
    public LoginState State { get; set; }

    /// <summary>Waits until exactly these messages have come.</summary>
    public async Task Receives(params Guid[] ids)
    {
        var deadline = new Deadline();
        while (Received.Length < ids.Length && !deadline.IsOver)
            await Task.Delay(5);
        Assert.That(Received.Select(message => message.Id), Is.EqualTo(ids));
    }

    /// <inheritdoc/>
    public void OnLoggedIn()
    {
    }

    /// <inheritdoc/>
    public void Disconnect(DisconnectReason reason)
    {
    }

    public void OnKicked()
    {
    }

    /// <inheritdoc/>
    public bool WantsDeliveries { get; init; }

    /// <inheritdoc/>
    public void OnMessageDelivered(Guid id, string recipient)
    {
    }

    /// <inheritdoc/>
    public void OnMessageEnded(in MessageEnding ending, long position) => Ended.Add((ending.Id, ending.To, ending.End));

    /// <inheritdoc/>
    public void OnMembership(string group, string id, bool isMember, long position)
    {
    }

    /// <inheritdoc/>
    public DeliveryResult Deliver(StoredMessage message, bool isReplay)
    {
        lock (_received)
        {
            if (_received.Count >= Room)
                return DeliveryResult.NoRoom;
            _received.Add(message);
            return DeliveryResult.Sent;
        }
    }
}
