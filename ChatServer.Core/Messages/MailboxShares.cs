namespace ChatServer.Core.Messages;

/// <summary>
/// Who has how much of one mailbox that is at least half full. A sender, and all senders of one address together, may have as much of it as is free: so
/// there is room for one more, however many have filled it. Not thread-safe: guarded by the lock of the mailbox's user.
/// </summary>
internal sealed class MailboxShares
{
    // A mailbox that is smaller than two of these need not be shared.
    private const int MinMessages = 1000;
    private const long MinCharacters = 1024 * 1024;

    private readonly Dictionary<Sender, SenderShare> _ofSenders = [];
    private readonly Dictionary<AddressCounts, Share> _ofAddresses = [];

    private class Share
    {
        public int Messages { get; set; }

        public long Characters { get; set; }

        public bool HasRoom(int freeMessages, long freeCharacters, int length)
            => Messages < Math.Max(MinMessages, freeMessages) && Characters + length <= Math.Max(MinCharacters, freeCharacters);

        public virtual void Add(int messages, long characters)
        {
            Messages += messages;
            Characters += characters;
        }
    }

    // The address that the sender had first: it may have another one when its messages are confirmed.
    private sealed class SenderShare(AddressCounts? address, Share? ofAddress) : Share
    {
        public AddressCounts? Address => address;

        public bool IsLastOfAddress => ofAddress is { Messages: 0 };

        public override void Add(int messages, long characters)
        {
            base.Add(messages, characters);
            ofAddress?.Add(messages, characters);
        }
    }

    /// <summary>How many addresses are remembered.</summary>
    internal int AddressCount => _ofAddresses.Count;

    /// <summary>Whether a sender has room for one more message.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="freeMessages">How many messages are free in the whole mailbox.</param>
    /// <param name="freeCharacters">How many characters are.</param>
    /// <param name="length">The message's characters.</param>
    public bool HasRoom(Sender sender, int freeMessages, long freeCharacters, int length)
        => (!_ofSenders.TryGetValue(sender, out SenderShare? own) || own.HasRoom(freeMessages, freeCharacters, length))
            && (sender.Address is not { } address || !_ofAddresses.TryGetValue(address, out Share? all) || all.HasRoom(freeMessages, freeCharacters, length));

    /// <summary>A message came.</summary>
    /// <param name="message">The message.</param>
    public void Add(StoredMessage message)
    {
        if (!_ofSenders.TryGetValue(message.Sender, out SenderShare? share))
            _ofSenders.Add(message.Sender, share = NewShare(message.Sender.Address));
        share.Add(1, message.Text.Length);
    }

    /// <summary>A message went.</summary>
    /// <param name="message">The message.</param>
    public void Remove(StoredMessage message)
    {
        SenderShare share = _ofSenders[message.Sender];
        share.Add(-1, -message.Text.Length);
        if (share.Messages == 0)
            _ofSenders.Remove(message.Sender);
        if (share.IsLastOfAddress)
            _ofAddresses.Remove(share.Address!);
    }

    // The address is read once: the sender may move meanwhile.
    private SenderShare NewShare(AddressCounts? address) => new(address, ShareOf(address));

    private Share? ShareOf(AddressCounts? address)
    {
        if (address == null)
            return null;
        if (!_ofAddresses.TryGetValue(address, out Share? share))
            _ofAddresses.Add(address, share = new Share());
        return share;
    }
}
