namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Computes the checksum of any range of a block in a short time that hardly depends on the length of the range. So the time to read a block full of
/// false frames of long records grows linearly with the block, not quadratically. Not thread-safe.
/// </summary>
/// <remarks>
/// Stores the CRC of the first 64, 128, ... bytes. The CRC of a range follows from the CRCs at its two ends, because a CRC is the remainder of a division
/// of polynomials over GF(2). Appending n bytes multiplies it by x to the power of 8n.
/// </remarks>
internal sealed class RangeChecksums
{
    private const int Step = 64;

    // CRC-32C, x to the power of 8, and x to the power of 0, whose bit is the highest one.
    private const uint Polynomial = 0x82F63B78;
    private const uint OneByte = 1u << 23;
    private const uint One = 1u << 31;

    private static readonly uint[,] Powers = MakePowers();

    private readonly List<uint> _prefixes = [0];

    /// <summary>Prepares for another block.</summary>
    public void Reset() => _prefixes.RemoveRange(1, _prefixes.Count - 1);

    /// <summary>Computes <see cref="JournalFormat.Crc"/> of a range of the block.</summary>
    /// <param name="crc">The CRC of the bytes before the range.</param>
    /// <param name="block">The same block in each call, at least up to the end of the range.</param>
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

    // The CRC after this number of zero bytes is appended.
    private static uint Append(uint crc, int bytes)
    {
        for (int digit = 0; bytes != 0; digit++, bytes >>= 8)
        {
            if ((bytes & 0xFF) != 0)
                crc = Multiply(crc, Powers[digit, bytes & 0xFF]);
        }

        return crc;
    }

    // One entry for each base-256 digit of a number of bytes.
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
