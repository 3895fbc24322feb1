namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>What was received and not looked at yet.</summary>
internal sealed class LineBuffer(IWire wire, ByteBudget budget)
{
    /// <summary>Maximum length of a line in bytes.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    // Room for the longest datagram; bytes without room would be lost.
    private const int Room = 66 * 1024;

    private byte[] _buffer = new byte[2 * Room];
    private int _start;
    private int _searched;
    private int _end;
    private Task<int>? _receiving;

    /// <summary>What was received and not taken.</summary>
    public ReadOnlySpan<byte> Waiting => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line, with its line end; it holds until the next call.</param>
    /// <returns>Whether a whole line is there.</returns>
    public bool TryTakeLine(out ReadOnlyMemory<byte> line)
    {
        int found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            line = default;
            return false;
        }

        line = Take(_searched + found + 1 - _start);
        return true;
    }

    /// <summary>Takes bytes, as many as are there.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        ReadOnlyMemory<byte> taken = _buffer.AsMemory(_start, count);
        _start += count;
        _searched = _start;
        return taken;
    }

    /// <summary>Receives more.</summary>
    /// <returns>Whether anything came; if not, the server has closed the connection.</returns>
    /// <exception cref="OperationCanceledException">Nothing came in time; it may be tried again.</exception>
    /// <exception cref="IOException">A line or the script is too long.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        // Cancelling a receive would break a WebSocket. So the receive continues, and the next call waits for it.
        if (_receiving == null)
        {
            MakeRoom();
            _receiving = wire.ReceiveAsync(_buffer.AsMemory(_end), CancellationToken.None).AsTask();
        }

        int received = await _receiving.WaitAsync(cancellationToken).ConfigureAwait(false);
        _receiving = null;
        _end += received;
        budget.Take(received);
        return received > 0;
    }

    /// <summary>Abandons the receive in progress; the wire ends it.</summary>
    public void Abandon()
        => _receiving?.ContinueWith(static receiving => _ = receiving.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void MakeRoom()
    {
        int length = _end - _start;
        if (length > MaxLineBytes)
            throw new IOException($"The server sent more than {MaxLineBytes} bytes without a line end.");
        if (_buffer.Length - _end >= Room)
            return;
        byte[] target = _buffer.Length - length >= Room ? _buffer : new byte[2 * _buffer.Length];
        Waiting.CopyTo(target);
        _buffer = target;
        _searched -= _start;
        _start = 0;
        _end = length;
    }
}
