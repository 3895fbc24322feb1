namespace ChatServer.Sessions;

/// <summary>
/// What one session is told without having asked, kept in its place: while a command runs that others answer by news, such as sending a message
/// or joining a group, news waits for that command's answer. Thread-safe.
/// </summary>
/// <param name="tell">Tells: when which position is durable, and what.</param>
internal sealed class SessionNews(Action<long, string> tell)
{
    // Guards all fields; nothing is called under it.
    private readonly Lock _gate = new();
    private readonly Queue<(long Position, string Text)> _waiting = [];
    private bool _isHeld;

    /// <summary>Tells something, now or when the pause ends.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="text">The news, with its line end.</param>
    public void Add(long position, string text)
    {
        lock (_gate)
        {
            if (_isHeld)
            {
                _waiting.Enqueue((position, text));
                return;
            }
        }

        tell(position, text);
    }

    /// <summary>Begins a pause. Pauses of one session do not overlap.</summary>
    public Pause Hold()
    {
        lock (_gate)
            _isHeld = true;
        return new Pause(this);
    }

    // What comes meanwhile waits behind what waits already.
    private void Release()
    {
        while (true)
        {
            (long Position, string Text) news;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out news))
                {
                    _isHeld = false;
                    return;
                }
            }

            tell(news.Position, news.Text);
        }
    }

    /// <summary>Ends a pause when it is disposed of.</summary>
    public readonly struct Pause(SessionNews? news) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => news?.Release();
    }
}
