namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>How many bytes a script may still receive, so that no server fills the memory or keeps a script busy for ever.</summary>
internal sealed class ByteBudget(long most)
{
    private long _taken;

    /// <summary>Takes some.</summary>
    /// <exception cref="IOException">There are not so many left.</exception>
    public void Take(int count)
    {
        if (Interlocked.Add(ref _taken, count) > most)
            throw new IOException($"The servers sent more than {most} bytes in one script.");
    }
}
