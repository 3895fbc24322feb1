using System.Diagnostics;
using System.Net;

namespace SuperSocket.Soak;

/// <summary>Visits one server after another, as its random numbers say.</summary>
internal sealed class SoakClient(int number, int seed, IPEndPoint[] servers, Tally tally)
{
    private readonly Random _random = new(unchecked((seed * 10_007) + number));
    private int _visits;

    /// <summary>Runs until the time is over and the last visit has ended.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        await Task.Yield();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await Task.Delay(_random.Next(50)).ConfigureAwait(false);
            var plan = new Plan(_random);
            IPEndPoint server = servers[_random.Next(servers.Length)];
            using var visit = new Visit(plan, tally);
            if (await visit.RunAsync(server).ConfigureAwait(false) is { } failure)
                tally.Fail($"client {number}, visit {_visits}, {plan.Ending}: {failure}");
            tally.CountVisit(plan.Ending);
            _visits++;
        }
    }
}
