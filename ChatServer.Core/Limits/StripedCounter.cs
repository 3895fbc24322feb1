using System.Numerics;
using System.Runtime.InteropServices;

namespace ChatServer.Core.Limits;

/// <summary>
/// A number with a limit that many threads change at once, kept in parts, which threads take by turns, so that they do not wait for each other's
/// caches. Thread-safe.
/// </summary>
internal sealed class StripedCounter
{
    // About twice the number of processors, a power of two from 8 to 64, so that busy threads rarely share a stripe.
    private static readonly int Stripes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * Environment.ProcessorCount, 8, 64));
    private static int _threads;

    [ThreadStatic]
    private static int _ofThread;

    private readonly Stripe[] _stripes = new Stripe[Stripes];
    private readonly int _stepBits;
    private long _limit;

    // IsOver adds the stripes only while the sum may be near the limit. A change that moves a stripe across a multiple of the step updates this state.
    // The margin is several steps wide, because other threads continue while one is about to update it. The lock keeps the updates in order.
    private const int StepsOfMargin = 4;
    private readonly Lock _lock = new();
    private volatile bool _isNear;

    /// <summary>Creates a counter at 0.</summary>
    /// <param name="limit">The limit for <see cref="IsOver"/>, at least 0.</param>
    /// <param name="step">
    /// A power of two, about the sum of several dozen usual changes. <see cref="IsOver"/> is slower within four steps per stripe of the limit.
    /// </param>
    public StripedCounter(long limit, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (!BitOperations.IsPow2(step))
            throw new ArgumentOutOfRangeException(nameof(step), step, "must be a power of two");
        _limit = limit;
        _stepBits = BitOperations.Log2((uint)step);
        Look();
    }

    /// <summary>
    /// The number. While other threads change it, this may be a value that the counter never had. The error is at most the sum of the concurrent changes.
    /// </summary>
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

    /// <summary>
    /// Whether the number is greater than the limit. Exact for a thread that has just changed the number, unless other threads change it meanwhile.
    /// </summary>
    public bool IsOver => _isNear && Value > _limit;

    /// <summary>Changes the limit for <see cref="IsOver"/>.</summary>
    /// <param name="limit">The limit, at least 0.</param>
    public void SetLimit(long limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Volatile.Write(ref _limit, limit);
        Look();
    }

    /// <summary>The stripe that the current thread uses in every counter; for <see cref="Add(long, int)"/>.</summary>
    public static int StripeOfThread
    {
        get
        {
            int stripe = _ofThread;
            return stripe != 0 ? stripe : _ofThread = Interlocked.Increment(ref _threads);
        }
    }

    /// <summary>Changes the number.</summary>
    /// <param name="change">The change; may be negative.</param>
    public void Add(long change) => Add(change, StripeOfThread);

    /// <summary>Changes the number. For callers that change several counters and read the stripe once.</summary>
    /// <param name="change">The change; may be negative.</param>
    /// <param name="stripe">The value of <see cref="StripeOfThread"/>. Any other number is also correct, but slower.</param>
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

    // 128 bytes: its own cache line and the adjacent line, which processors prefetch with it. This prevents false sharing.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Value;
    }
}
