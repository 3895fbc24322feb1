namespace ChatServer.Client.Internal;

/// <summary>Pauses before connecting again: each is chosen by chance below a bound that doubles, until a link holds. Not thread-safe.</summary>
/// <param name="first">The first bound.</param>
/// <param name="longest">The last bound.</param>
/// <param name="random">From 0 to 1.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    private readonly TimeSpan _first = first;
    private TimeSpan _bound = first;

    /// <summary>The next pause.</summary>
    /// <param name="atLeast">What the server asked for.</param>
    public TimeSpan Next(TimeSpan atLeast)
    {
        TimeSpan pause = random() * _bound;
        _bound = _bound >= longest / 2 ? longest : 2 * _bound;
        return pause > atLeast ? pause : atLeast + pause;
    }

    /// <summary>A link has ended. One that held for longer than the last pause could take starts a new series; one that is accepted and cut again at once does not.</summary>
    public void OnLinkEnded(TimeSpan lived)
    {
        if (lived >= _bound)
            _bound = _first;
    }
}
