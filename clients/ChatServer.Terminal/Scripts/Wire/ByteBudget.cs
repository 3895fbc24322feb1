namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>The remaining bytes that a script may receive. It bounds the memory and the time that a server can use.</summary>
internal sealed class ByteBudget(long max)
{
    private long _taken;

    /// <summary>Takes some.</summary>
    /// <exception cref="IOException">The budget is used up.</exception>
    public void Take(int count)
    {
        if (Interlocked.Add(ref _taken, count) > max)
            throw new IOException($"The servers sent more than {max} bytes in one script.");
    }
}
