namespace ChatServer.Client.Internal;

/// <summary>
/// The servers of one chat, in an order chosen by chance, so that many clients spread over them. A round tries each of them once. Not thread-safe.
/// </summary>
internal sealed class ServerList
{
    private readonly Uri[] _servers;
    private int _current;
    private int _tried;

    /// <summary>Chooses the order.</summary>
    /// <param name="servers">The servers, at least one.</param>
    /// <param name="random">Chooses it.</param>
    public ServerList(IEnumerable<Uri> servers, Random random)
    {
        _servers = [.. servers.Distinct()];
        random.Shuffle(_servers);
    }

    /// <summary>The server to use.</summary>
    public Uri Current => _servers[_current];

    /// <summary>Whether there is more than one.</summary>
    public bool HasOthers => _servers.Length > 1;

    /// <summary>The current server was used: a new round begins.</summary>
    public void OnOnline() => _tried = 0;

    /// <summary>The current server cannot be used, or no longer. Takes the next one.</summary>
    /// <returns>Whether this round has not tried it yet. If not, a new round begins.</returns>
    public bool MoveOn()
    {
        _current = (_current + 1) % _servers.Length;
        if (++_tried < _servers.Length)
            return true;
        _tried = 0;
        return false;
    }
}
