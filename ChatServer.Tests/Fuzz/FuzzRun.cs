using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace ChatServer.Tests.Fuzz;

/// <summary>
/// Gives many random inputs to a target, on all cores. Each input is made of the run's seed and its own number alone, so that one of them can be
/// made again. The script <c>./fuzz</c> sets how many, of which seed.
/// </summary>
internal sealed class FuzzRun
{
    private const int FewInputs = 10_000;

    // No input takes longer than some milliseconds.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly Func<IFuzzTarget> _make;
    private readonly long _seed = Setting("CHAT_FUZZ_SEED", 1);
    private readonly long _inputs = Setting("CHAT_FUZZ_INPUTS", FewInputs);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private readonly (long Input, TimeSpan Since)[] _current;

    // Guarded by the lock.
    private long _next;
    private long _last;
    private (long Input, Exception Error)? _finding;

    private FuzzRun(string name, Func<IFuzzTarget> make)
    {
        _name = name;
        _make = make;
        long only = Setting("CHAT_FUZZ_ONLY", -1);
        (_next, _last) = only < 0 ? (0, _inputs) : (only, only + 1);
        _current = new (long, TimeSpan)[only < 0 ? Environment.ProcessorCount : 1];
    }

    /// <summary>Runs, and fails with what the first finding takes to see it again.</summary>
    /// <param name="name">Name of the target, as <c>./fuzz</c> takes it.</param>
    /// <param name="make">Makes a target for one thread.</param>
    public static async Task Run(string name, Func<IFuzzTarget> make) => await new FuzzRun(name, make).Run();

    private async Task Run()
    {
        Task workers = Task.WhenAll(_current.Select((_, worker) => Task.Factory.StartNew(
            () => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        while (await Task.WhenAny(workers, Task.Delay(Interval)) != workers)
            Watch();
        await workers;
        if (_finding is { } finding)
            Assert.Fail($"Input {finding.Input} of seed {_seed} (./fuzz {_name} --seed {_seed} --only {finding.Input}): {finding.Error}");
        if (_inputs > FewInputs)
            Say($"{_last} inputs of seed {_seed}, {_clock.Elapsed.TotalSeconds:F0} s, nothing found");
    }

    private void Work(int worker)
    {
        long input = 0;
        try
        {
            using IFuzzTarget target = _make();
            while (TryTake(worker, out input))
                target.Check(new Random(Mix(input)));
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                if (_finding == null || _finding.Value.Input > input)
                    _finding = (input, e);
                _last = 0;
            }
        }
    }

    private bool TryTake(int worker, out long input)
    {
        lock (_gate)
        {
            input = _next;
            bool isOver = _next >= _last;
            _current[worker] = isOver ? (-1, TimeSpan.MaxValue) : (_next++, _clock.Elapsed);
            return !isOver;
        }
    }

    private void Watch()
    {
        lock (_gate)
        {
            foreach ((long input, TimeSpan since) in _current)
                Assert.That(_clock.Elapsed - since, Is.LessThan(Hang), () => $"Input {input} of seed {_seed} hangs (./fuzz {_name} --seed {_seed} --only {input}).");
            Say($"{_next} of {_last} inputs of seed {_seed}, {_clock.Elapsed.TotalSeconds:F0} s");
        }
    }

    private void Say(string text) => TestContext.Progress.WriteLine($"{_name}: {text}");

    // The numbers of neighbours give generators that have nothing in common.
    private int Mix(long input)
    {
        ulong mixed = unchecked((((ulong)_seed * 0x9E3779B97F4A7C15) ^ (ulong)input) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0x94D049BB133111EB);
        return (int)(mixed >> 33);
    }

    private static long Setting(string name, long otherwise)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
