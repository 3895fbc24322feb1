using System.Collections.Concurrent;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>A connection without a socket.</summary>
public class RecordingConnection : IUserConnection
{
    private readonly List<StoredMessage> _received = [];

    /// <summary>How many messages it takes before it is full.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>How often it was kicked.</summary>
    public int Kicks { get; private set; }

    /// <summary>Why it was disconnected.</summary>
    public List<DisconnectReason> Disconnects { get; } = [];

    /// <summary>Who joined and who left groups.</summary>
    public List<(string Group, string Id, bool IsMember)> Memberships { get; } = [];

    /// <summary>Which messages were delivered to their recipients.</summary>
    public ConcurrentQueue<(Guid Id, string Recipient)> Deliveries { get; } = new();

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
    public void Disconnect(DisconnectReason reason) => Disconnects.Add(reason);

    /// <inheritdoc/>
    public void OnKicked() => Kicks++;

    /// <inheritdoc/>
    public bool WantsDeliveries { get; init; }

    /// <inheritdoc/>
    public void OnMessageDelivered(Guid id, string recipient) => Deliveries.Enqueue((id, recipient));

    /// <inheritdoc/>
    public void OnMessageEnded(in MessageEnding ending, long position)
    {
        lock (Ended)
            Ended.Add((ending.Id, ending.To, ending.End));
    }

    /// <inheritdoc/>
    public void OnMembership(string group, string id, bool isMember, long position)
    {
        lock (Memberships)
            Memberships.Add((group, id, isMember));
    }

    /// <summary>Which messages were taken back, and by whom.</summary>
    public ConcurrentQueue<(Guid Id, string From)> Recalled { get; } = new();

    /// <inheritdoc/>
    public void OnMessageRecalled(Guid id, string from, long position) => Recalled.Enqueue((id, from));

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
