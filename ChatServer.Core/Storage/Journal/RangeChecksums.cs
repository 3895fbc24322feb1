namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// The checksums of any ranges of a block of bytes, each in about the same short time however long it is. So a block full of what looks like
/// the prefixes of long records is read in a time that grows with its length and not with its square. Not thread-safe.
/// </summary>
/// <remarks>
/// Remembers the CRC of the first 64, 128, ... bytes. That of a range follows from those at its two ends, because a CRC is the rest of a division
/// of polynomials over GF(2): to append n bytes multiplies it by x to the power of 8n.
/// </remarks>
internal sealed class RangeChecksums
{
    private const int Step = 64;

    // CRC-32C, x to the power of 8, and x to the power of 0: its bit is the highest one.
    private const uint Polynomial = 0x82F63B78;
    private const uint OneByte = 1u << 23;
    private const uint One = 1u << 31;

    private static readonly uint[,] Powers = MakePowers();

    private readonly List<uint> _prefixes = [0];

    /// <summary>Starts with another block.</summary>
    public void Reset() => _prefixes.RemoveRange(1, _prefixes.Count - 1);

    /// <summary>The same as <see cref="JournalFormat.Crc"/> of a range of the block.</summary>
    /// <param name="crc">What precedes it.</param>
    /// <param name="block">The same block each time, up to the range's end at least.</param>
    /// <param name="start">Where the range starts.</param>
    /// <param name="end">Where it ends.</param>
    public uint Crc(uint crc, ReadOnlySpan<byte> block, int start, int end)
        => Prefix(block, end) ^ Append(Prefix(block, start) ^ crc, end - start);

    private uint Prefix(ReadOnlySpan<byte> block, int length)
    {
        int index = length / Step;
        while (_prefixes.Count <= index)
            _prefixes.Add(JournalFormat.Crc(_prefixes[^1], block.Slice((_prefixes.Count - 1) * Step, Step)));
        return JournalFormat.Crc(_prefixes[index], block[(index * Step)..length]);
    }

    // The CRC with so many zero bytes behind it.
    private static uint Append(uint crc, int bytes)
    {
        for (int digit = 0; bytes != 0; digit++, bytes >>= 8)
        {
            if ((bytes & 0xFF) != 0)
                crc = Multiply(crc, Powers[digit, bytes & 0xFF]);
        }

        return crc;
    }

    // Of each digit, to the base of 256, of a number of bytes.
    private static uint[,] MakePowers()
    {
        uint[,] powers = new uint[sizeof(int), 256];
        uint one = OneByte;
        for (int digit = 0; digit < sizeof(int); digit++)
        {
            powers[digit, 0] = One;
            for (int i = 1; i < 256; i++)
                powers[digit, i] = Multiply(powers[digit, i - 1], one);
            one = Multiply(powers[digit, 255], one);
        }

        return powers;
    }

    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (; a != 0; a <<= 1)
        {
            product ^= b & (uint)((int)a >> 31);
            b = (b >> 1) ^ (Polynomial & (0u - (b & 1)));
        }

        return product;
    }
}
