using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// Creates message ids: strictly increasing GUIDs of version 7 (RFC 9562). A counter in the bits after the time makes them increase also within
/// a millisecond and when the clock is set back (RFC 9562 section 6.2, method 1). Thread-safe.
/// </summary>
public sealed class MessageIds(TimeProvider time)
{
    // 48 bits of Unix milliseconds, then 20 bits of counter: rand_a (12) and the first 8 of rand_b. The other 54 bits are random.
    private const int CounterBits = 20;

    private const long Tolerance = 1000;

    private long _last;

    /// <summary>Creates the next id. It is greater than all earlier ones.</summary>
    public Guid Next() => Next(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Creates the next id for a time that the caller has already read from the same clock.</summary>
    /// <param name="milliseconds">Unix milliseconds.</param>
    public Guid Next(long milliseconds)
    {
        long now = milliseconds << CounterBits;
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        return Compose((ulong)next, (ulong)Random.Shared.NextInt64());
    }

    /// <summary>Learns an id that was created earlier, so that later ids are greater.</summary>
    /// <param name="id">The id.</param>
    public void Observe(Guid id)
    {
        long seen = OrderOf(id);
        long last = Volatile.Read(ref _last);
        while (seen > last && Interlocked.CompareExchange(ref _last, seen, last) is var found && found != last)
            last = found;
    }

    /// <summary>Returns the time and counter of an id as a number. Of two ids that this class has created, the later one has the greater number.</summary>
    /// <param name="id">An id of version 7.</param>
    public static long OrderOf(Guid id)
    {
        (ulong high, ulong low) = BitsOf(id);
        ulong counter = ((high & 0xFFF) << 8) | ((low >> 54) & 0xFF);
        return (long)(((high >> 16) << CounterBits) | counter);
    }

    /// <summary>Whether two ids are the same. Faster than the operator for an id that was just created or parsed: see the private methods below.</summary>
    /// <param name="first">One id.</param>
    /// <param name="second">The other.</param>
    public static bool AreEqual(Guid first, Guid second) => BitsOf(first) == BitsOf(second);

    /// <summary>The time in an id.</summary>
    /// <param name="id">An id of version 7.</param>
    public static DateTimeOffset TimeOf(Guid id)
        => DateTimeOffset.FromUnixTimeMilliseconds(MillisecondsOf(id));

    /// <summary>The time in an id, in milliseconds since 1970 UTC.</summary>
    /// <param name="id">An id of version 7.</param>
    public static long MillisecondsOf(Guid id) => (long)(BitsOf(id).High >> 16);

    /// <summary>Whether the time in an id equals a moment, to the second. If so, the moment need not be stored besides the id.</summary>
    /// <param name="id">An id of version 7.</param>
    /// <param name="moment">The moment.</param>
    public static bool Tells(Guid id, MessageMoment moment)
    {
        long told = MillisecondsOf(id);
        return Math.Abs(told - moment.Wall) <= Tolerance && Math.Abs(told - moment.Age) <= Tolerance;
    }

    private static Guid Compose(ulong timeAndCounter, ulong random)
    {
        ulong milliseconds = timeAndCounter >> CounterBits;
        ulong counter = timeAndCounter & ((1UL << CounterBits) - 1);
        ulong high = (milliseconds << 16) | (7UL << 12) | (counter >> 8);
        ulong low = (2UL << 62) | ((counter & 0xFF) << 54) | (random & ((1UL << 54) - 1));

        return OfBits(high, low);
    }

    // The 128 bits, most significant first. In memory, the first field (32 bits) and the next two (16 bits) of a Guid have the byte order of the machine.
    // The other bytes are in written order. Uses registers only, because a load of data that two stores have just written must wait for both.
    private static (ulong High, ulong Low) BitsOf(Guid id)
    {
        Vector128<ulong> halves = Unsafe.BitCast<Guid, Vector128<ulong>>(id);
        ulong first = halves[0];
        return BitConverter.IsLittleEndian
            ? ((first << 32) | ((first >> 16) & 0xFFFF0000) | (first >> 48), BinaryPrimitives.ReverseEndianness(halves[1]))
            : (first, halves[1]);
    }

    private static Guid OfBits(ulong high, ulong low)
    {
        ulong first = BitConverter.IsLittleEndian ? (high >> 32) | ((high & 0xFFFF0000) << 16) | (high << 48) : high;
        return Unsafe.BitCast<Vector128<ulong>, Guid>(Vector128.Create(first, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(low) : low));
    }
}
