using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>
/// What all senders at one address together use of the shared pools. Senders report their changes in steps. Therefore the counts may be off by up to
/// 15 messages and 4,095 characters per sender. Thread-safe.
/// </summary>
/// <param name="block">The address.</param>
public sealed class AddressCounts(AddressBlock block)
{
    private long _messages;
    private long _characters;
    private long _unknown;
    private long _memberships;

    /// <summary>The address.</summary>
    public AddressBlock Block { get; } = block;

    /// <summary>Unconfirmed messages.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Characters of the unconfirmed messages.</summary>
    public long Characters => Volatile.Read(ref _characters);

    /// <summary>Unconfirmed messages to ids without an account.</summary>
    public long Unknown => Volatile.Read(ref _unknown);

    /// <summary>Group memberships of all users at this address.</summary>
    public long Memberships => Volatile.Read(ref _memberships);

    /// <summary>Number of senders at this address. Guarded by the lock of <see cref="SenderTable"/>.</summary>
    internal int Senders { get; set; }

    internal void Add(long messages, long characters, long unknown, long memberships)
    {
        AddTo(ref _messages, messages);
        AddTo(ref _characters, characters);
        AddTo(ref _unknown, unknown);
        AddTo(ref _memberships, memberships);
    }

    private static void AddTo(ref long count, long change)
    {
        if (change != 0)
            Interlocked.Add(ref count, change);
    }
}
