namespace ChatServer.Core.Messages;

/// <summary>
/// The shares of senders and addresses in one mailbox that is at least half full. One sender, and all senders at one address together, may use as much
/// as is still free. Therefore one more sender always finds room, however many have filled it. Not thread-safe: guarded by the lock of the mailbox's user.
/// </summary>
internal sealed class MailboxShares
{
    // Minimum share. A mailbox with a capacity of less than twice this number is in effect not shared.
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

    // Keeps the first address of the sender, because the sender may have another address when its messages are confirmed.
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

    /// <summary>Number of addresses that have a share.</summary>
    internal int AddressCount => _ofAddresses.Count;

    /// <summary>Whether a sender has room for one more message.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="freeMessages">Number of messages that still fit into the whole mailbox.</param>
    /// <param name="freeCharacters">Number of characters that still fit.</param>
    /// <param name="length">Length of the message's text, in characters.</param>
    public bool HasRoom(Sender sender, int freeMessages, long freeCharacters, int length)
        => (!_ofSenders.TryGetValue(sender, out SenderShare? own) || own.HasRoom(freeMessages, freeCharacters, length))
            && (sender.Address is not { } address || !_ofAddresses.TryGetValue(address, out Share? all) || all.HasRoom(freeMessages, freeCharacters, length));

    /// <summary>Counts a message that was added to the mailbox.</summary>
    /// <param name="message">The message.</param>
    public void Add(StoredMessage message)
    {
        if (!_ofSenders.TryGetValue(message.Sender, out SenderShare? share))
            _ofSenders.Add(message.Sender, share = NewShare(message.Sender.Address));
        share.Add(1, message.Text.Length);
    }

    /// <summary>Stops counting a message that was removed from the mailbox.</summary>
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

    // Takes the address as a parameter, read once, because the sender may change its address meanwhile.
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
