namespace ChatServer.Udp;

/// <summary>How lines are put into datagrams.</summary>
internal static class DatagramLines
{
    /// <summary>Several lines share a datagram of at most so many bytes, which passes everywhere in one piece.</summary>
    public const int MaxBytesOfSeveral = 1200;

    /// <summary>The longest line, in bytes: IPv4 carries no larger datagram.</summary>
    public const int MaxLine = 65_507;

    /// <summary>Cuts a datagram off: as many whole lines as it may have, and one at least.</summary>
    /// <param name="lines">The lines, each with its end.</param>
    /// <returns>Its bytes.</returns>
    public static int NextLength(ReadOnlySpan<byte> lines)
    {
        if (lines.Length <= MaxBytesOfSeveral)
            return lines.Length;
        int end = lines[..MaxBytesOfSeveral].LastIndexOf((byte)'\n');
        if (end < 0)
            end = lines.IndexOf((byte)'\n');
        return end < 0 ? lines.Length : end + 1;
    }
}
