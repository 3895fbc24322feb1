using System.Numerics;
using System.Runtime.InteropServices;

namespace ChatServer.Core.Limits;

/// <summary>
/// A number that many threads change at once, kept in parts, which threads take by turns, so that they do not wait for each other's caches. It may have a
/// limit. Thread-safe.
/// </summary>
internal sealed class StripedCounter
{
    // More than there are processors: of as many busy threads hardly two share a part.
    private static readonly int Stripes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * Environment.ProcessorCount, 8, 64));
    private static int _threads;

    [ThreadStatic]
    private static int _ofThread;

    private readonly Stripe[] _stripes = new Stripe[Stripes];
    private readonly long _limit;
    private readonly int _stepBits;

    // The sum is only looked at by each change while it could be over the limit: a part that has changed by a step since the last look makes the
    // next one. The margin is some steps wide because others go on while a thread is about to look. The lock keeps looks in their order.
    private const int StepsOfMargin = 4;
    private readonly Lock _lock = new();
    private volatile bool _isNear;

    /// <summary>Creates a counter without a limit, at 0.</summary>
    public StripedCounter()
        : this(long.MaxValue, step: 1)
    {
    }

    /// <summary>Creates a counter at 0.</summary>
    /// <param name="limit">What <see cref="IsOver"/> compares with, at least 0.</param>
    /// <param name="step">A power of two, about the sum of some dozen usual changes: within four of them from the limit, for each part, changes are slower.</param>
    public StripedCounter(long limit, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (!BitOperations.IsPow2(step))
            throw new ArgumentOutOfRangeException(nameof(step), step, "must be a power of two");
        _limit = limit;
        _stepBits = BitOperations.Log2((uint)step);
        Look();
    }

    /// <summary>The number. While others change it, one that it may never have had, but no further off than what they change meanwhile.</summary>
    public long Value
    {
        get
        {
            long sum = 0;
            foreach (ref Stripe stripe in _stripes.AsSpan())
                sum += Volatile.Read(ref stripe.Value);
            return sum;
        }
    }

    /// <summary>Whether the number is greater than the limit. Exact for who has added and asks then, as far as others do not change it meanwhile.</summary>
    public bool IsOver => _isNear && Value > _limit;

    /// <summary>Which part of every counter the current thread changes; for <see cref="Add(long, int)"/>.</summary>
    public static int StripeOfThread
    {
        get
        {
            int stripe = _ofThread;
            return stripe != 0 ? stripe : _ofThread = Interlocked.Increment(ref _threads);
        }
    }

    /// <summary>Changes the number.</summary>
    /// <param name="change">By how much, may be negative.</param>
    public void Add(long change) => Add(change, StripeOfThread);

    /// <summary>Changes the number, for who changes several.</summary>
    /// <param name="change">By how much, may be negative.</param>
    /// <param name="stripe">What <see cref="StripeOfThread"/> says; any other number is as good, but for the speed.</param>
    public void Add(long change, int stripe)
    {
        ref Stripe part = ref _stripes[stripe & (_stripes.Length - 1)];
        long now = Interlocked.Add(ref part.Value, change);
        if (_limit != long.MaxValue && now >> _stepBits != (now - change) >> _stepBits)
            Look();
    }

    private void Look()
    {
        lock (_lock)
            _isNear = _limit != long.MaxValue && Value > _limit - ((long)_stripes.Length * StepsOfMargin << _stepBits);
    }

    // Alone on its cache line, and on the one that processors fetch along with it.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Value;
    }
}
