using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>
/// What one id uses of the shared pools as a sender, over all its connections and also while it is logged out. There is one object for each id; every
/// message refers to its sender's object. Thread-safe. No other lock is taken while its lock is held.
/// </summary>
public sealed class Sender(string id)
{
    // The counts of the address are updated in these steps, so that processors rarely contend for them.
    private const int MessageStep = 16;
    private const int CharacterStep = 4096;

    private readonly Lock _lock = new();
    private int _messages;
    private long _characters;
    private int _unknown;
    private int _memberships;
    private AddressCounts? _address;
    private int _addressMessages;
    private long _addressCharacters;
    private RateMeter _rate;
    private volatile bool _isRetired;

    /// <summary>The sender of <see cref="ServerNotice"/>s. Its messages are not counted.</summary>
    public static Sender Server { get; } = new(ServerNotice.Sender);

    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    /// <summary>Number of unconfirmed messages; each copy of a message to a group counts.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Characters of the unconfirmed messages, as they count towards <see cref="SenderLimits.MaxCharacters"/>.</summary>
    public long Characters => Volatile.Read(ref _characters);

    /// <summary>Unconfirmed messages to ids without an account.</summary>
    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>Number of groups that the user of this id is in.</summary>
    public int Memberships => Volatile.Read(ref _memberships);

    /// <summary>
    /// The address at which the user was last active. All counts of the sender count there, too. <see langword="null"/> if it is not known since the
    /// server started.
    /// </summary>
    internal AddressCounts? Address => Volatile.Read(ref _address);

    /// <summary>The ended messages that are remembered, oldest first. Guarded by the tracker's lock.</summary>
    internal RememberedMessages Remembered { get; } = new();

    /// <summary>Whether this object is no longer in use. If so, look the id up again.</summary>
    internal bool IsRetired => _isRetired;

    private bool IsServer => ReferenceEquals(this, Server);

    /// <summary>Takes room for messages.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="messages">Number of messages.</param>
    /// <param name="characters">Cost of the messages, in characters.</param>
    /// <param name="isUnknown">Whether their recipient has no account.</param>
    /// <returns>Whether there was room. If it is <see cref="QuotaResult.Retired"/>, look the id up again.</returns>
    internal QuotaResult TryTake(SenderLimits limits, int messages, long characters, bool isUnknown)
    {
        lock (_lock)
        {
            QuotaResult result = Check(limits, isUnknown);
            if (result == QuotaResult.Free)
                Change(messages, characters, isUnknown ? messages : 0);
            return result;
        }
    }

    /// <summary>Takes room for accepted messages without a check of the limits, or returns room.</summary>
    /// <param name="messages">Number of messages; negative to return room.</param>
    /// <param name="characters">Cost of the messages, in characters.</param>
    /// <param name="unknown">How many of them are to ids without an account.</param>
    internal void Add(int messages, long characters, int unknown)
    {
        if (IsServer)
            return;
        lock (_lock)
            Change(messages, characters, unknown);
    }

    /// <summary>Takes room for accepted messages without a check of the limits, unless this object is retired.</summary>
    /// <param name="messages">Number of messages.</param>
    /// <param name="characters">Cost of the messages, in characters.</param>
    /// <param name="unknown">How many of them are to ids without an account.</param>
    /// <returns>Whether the room was taken. If not, look the id up again.</returns>
    internal bool TryAdd(int messages, long characters, int unknown)
    {
        if (IsServer)
            return true;
        lock (_lock)
        {
            if (!_isRetired)
                Change(messages, characters, unknown);
            return !_isRetired;
        }
    }

    /// <summary>Changes the number of the user's group memberships, unless this object is retired.</summary>
    /// <param name="change">The change; may be negative.</param>
    /// <returns>Whether it was changed. If not, look the id up again.</returns>
    internal bool TryAddMemberships(int change)
    {
        lock (_lock)
        {
            if (!_isRetired)
                ChangeMemberships(change);
            return !_isRetired;
        }
    }

    /// <summary>Takes room for one more group membership.</summary>
    /// <param name="limits">The limits.</param>
    /// <returns>Whether there was room.</returns>
    internal QuotaResult TryJoin(SenderLimits limits)
    {
        lock (_lock)
        {
            if (_isRetired)
                return QuotaResult.Retired;
            if (_address?.Memberships >= limits.MaxMembershipsOfAddress)
                return QuotaResult.AddressFull;
            ChangeMemberships(1);
            return QuotaResult.Free;
        }
    }

    /// <summary>Changes the number of the user's group memberships.</summary>
    /// <param name="change">The change; may be negative.</param>
    internal void AddMemberships(int change)
    {
        lock (_lock)
            ChangeMemberships(change);
    }

    /// <summary>Applies a rate limit to messages, over all connections of the sender.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="count">Number of messages.</param>
    /// <param name="wait">If the messages exceed the rate: how many milliseconds to wait before they may be sent.</param>
    /// <returns>Whether they may be sent now.</returns>
    internal bool TryTakeRate(Rate rate, long now, int count, out long wait)
    {
        lock (_lock)
            return _rate.TryTake(rate, now, out wait, count);
    }

    /// <summary>Moves the user to another address. All counts of the user count there from now on.</summary>
    /// <param name="address">The new address. The caller has already counted the sender there. <see langword="null"/> if it is not known.</param>
    /// <returns>The address that loses this sender: the previous address, or <paramref name="address"/> if the sender did not move there.</returns>
    internal AddressCounts? MoveTo(AddressCounts? address)
    {
        lock (_lock)
        {
            // The caller looked this object up before it was retired. It looks the id up again.
            if (_isRetired && address != null)
                return address;
            AddressCounts? left = _address;
            left?.Add(-_addressMessages, -_addressCharacters, -_unknown, -_memberships);
            (_addressMessages, _addressCharacters) = (0, 0);
            _address = address;
            if (address == null)
                return left;
            (_addressMessages, _addressCharacters) = (_messages, _characters);
            address.Add(_messages, _characters, _unknown, _memberships);
            return left;
        }
    }

    /// <summary>Retires the sender if all counts are zero. A caller that still has a reference to it must look the id up again.</summary>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <returns>Whether it is retired.</returns>
    internal bool TryRetire(long now)
    {
        lock (_lock)
        {
            if (_messages == 0 && _memberships == 0 && Remembered.IsEmpty && _rate.IsFull(now))
                _isRetired = true;
            return _isRetired;
        }
    }

    private QuotaResult Check(SenderLimits limits, bool isUnknown)
    {
        if (_isRetired)
            return QuotaResult.Retired;
        if (_messages >= limits.MaxMessages || _characters >= limits.MaxCharacters)
            return QuotaResult.SenderFull;
        if (isUnknown && _unknown >= limits.MaxUnknown)
            return QuotaResult.ToUnknownFull;
        if (_address is not { } address)
            return QuotaResult.Free;
        if (address.Messages >= limits.MaxMessagesOfAddress || address.Characters >= limits.MaxCharactersOfAddress)
            return QuotaResult.AddressFull;
        return isUnknown && address.Unknown >= limits.MaxUnknownOfAddress ? QuotaResult.ToUnknownFull : QuotaResult.Free;
    }

    private void Change(int messages, long characters, int unknown)
    {
        _messages += messages;
        _characters += characters;
        _unknown += unknown;
        if (_address is not { } address)
            return;
        int moreMessages = _messages - _addressMessages;
        long moreCharacters = _characters - _addressCharacters;
        if (unknown == 0 && Math.Abs(moreMessages) < MessageStep && Math.Abs(moreCharacters) < CharacterStep)
            return;
        (_addressMessages, _addressCharacters) = (_messages, _characters);
        address.Add(moreMessages, moreCharacters, unknown, 0);
    }

    private void ChangeMemberships(int change)
    {
        _memberships += change;
        _address?.Add(0, 0, 0, change);
    }
}
