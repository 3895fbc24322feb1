using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>
/// Somebody who sends: what they have of the pools that all share, wherever they are logged in, and after they have left. One for each id; every message
/// refers to the one of its sender. Thread-safe; under its lock no other lock is taken.
/// </summary>
public sealed class Sender(string id)
{
    // The address learns of changes in these steps, so that processors rarely contend for it.
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

    /// <summary>The sender of <see cref="ServerNotice"/>s. Nothing of it is counted.</summary>
    public static Sender Server { get; } = new(ServerNotice.Sender);

    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    /// <summary>Unconfirmed messages; each copy of a message to a group is one.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Characters of the unconfirmed messages, as they count towards <see cref="SenderLimits.MaxCharacters"/>.</summary>
    public long Characters => Volatile.Read(ref _characters);

    /// <summary>Unconfirmed messages to ids without an account.</summary>
    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>Groups that the user of this id is in.</summary>
    public int Memberships => Volatile.Read(ref _memberships);

    /// <summary>The address that all of this counts for, too: where the user acted from last. <see langword="null"/> if nothing is known since the server started.</summary>
    internal AddressCounts? Address => Volatile.Read(ref _address);

    /// <summary>What is remembered of the messages that have ended, oldest first. Guarded by the tracker's lock.</summary>
    internal RememberedMessages Remembered { get; } = new();

    /// <summary>Whether the id is to be looked up again.</summary>
    internal bool IsRetired => _isRetired;

    private bool IsServer => ReferenceEquals(this, Server);

    /// <summary>Takes room for messages.</summary>
    /// <param name="limits">How much there may be.</param>
    /// <param name="messages">How many.</param>
    /// <param name="characters">What they count as.</param>
    /// <param name="isUnknown">Whether their recipient has no account.</param>
    /// <returns>Whether there was room. With <see cref="QuotaResult.Retired"/> the id is to be looked up again.</returns>
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

    /// <summary>Takes room for messages that are accepted, whether there is any or not, or gives it back.</summary>
    /// <param name="messages">How many; negative to give back.</param>
    /// <param name="characters">What they count as.</param>
    /// <param name="unknown">How many of them are to ids without an account.</param>
    internal void Add(int messages, long characters, int unknown)
    {
        if (IsServer)
            return;
        lock (_lock)
            Change(messages, characters, unknown);
    }

    /// <summary>Takes room for one more group.</summary>
    /// <param name="limits">How many there may be.</param>
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

    /// <summary>The user is in more or fewer groups.</summary>
    /// <param name="change">By how many.</param>
    internal void AddMemberships(int change)
    {
        lock (_lock)
            ChangeMemberships(change);
    }

    /// <summary>Counts messages by their rate, also over several connections.</summary>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="count">How many.</param>
    /// <param name="wait">If they are too many: in how many milliseconds they are not.</param>
    /// <returns>Whether they may be sent.</returns>
    internal bool TryTakeRate(Rate rate, long now, int count, out long wait)
    {
        lock (_lock)
            return _rate.TryTake(rate, now, out wait, count);
    }

    /// <summary>The user acts from an address from now on. Everything of the user counts there.</summary>
    /// <param name="address">The address, with one more sender; <see langword="null"/> for one that is unknown.</param>
    /// <returns>The address that has one sender less for that: where it counted until now.</returns>
    internal AddressCounts? MoveTo(AddressCounts? address)
    {
        lock (_lock)
        {
            // A caller that looked it up before it was retired looks again.
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

    /// <summary>Retires the sender if nothing is counted. A caller that still has a reference to it looks the id up again.</summary>
    /// <param name="now">Now, in milliseconds.</param>
    /// <returns>Whether it has ended.</returns>
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
