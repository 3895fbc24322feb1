namespace ChatServer.Client.Internal;

/// <summary>
/// Ids of messages that have come. Open ones are all remembered: their confirmation has no reply yet, and each login brings them again. Of settled
/// ones only the last are, in case a server that died before its disk had them brings them once more. Not thread-safe.
/// </summary>
/// <param name="maxSettled">How many settled ones are remembered. The server lets fewer confirmations than this wait for its disk.</param>
internal sealed class IdMemory(int maxSettled = IdMemory.MaxSettled)
{
    /// <summary>Far more than the server lets wait for its disk on one connection, which is 128.</summary>
    public const int MaxSettled = 4096;

    private readonly HashSet<Guid> _open = [];
    private readonly HashSet<Guid> _settled = [];
    private readonly Queue<Guid> _order = [];

    /// <summary>How many are open.</summary>
    public int OpenCount => _open.Count;

    /// <summary>How many are remembered.</summary>
    public int Count => _open.Count + _settled.Count;

    /// <summary>Remembers a message that has come.</summary>
    /// <returns>Whether it has come for the first time.</returns>
    public bool TryOpen(Guid id) => !_settled.Contains(id) && _open.Add(id);

    /// <summary>Whether it has come, and its confirmation has no reply.</summary>
    public bool IsOpen(Guid id) => _open.Contains(id);

    /// <summary>Whether its confirmation has a reply.</summary>
    public bool IsSettled(Guid id) => _settled.Contains(id);

    /// <summary>The reply to its confirmation has arrived.</summary>
    public void Settle(Guid id)
    {
        if (!_open.Remove(id) || !_settled.Add(id))
            return;
        _order.Enqueue(id);
        if (_order.Count > maxSettled)
            _settled.Remove(_order.Dequeue());
    }
}
