using TestKit;

namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>The faults that happen to the nodes, their database, and the connections between them.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="database">The database.</param>
/// <param name="random">Chooses faults and their durations.</param>
internal sealed class ClusterFaults(ClusterNode[] nodes, ClusterDatabase database, Random random)
{
    // The promotion of a standby that does not have everything. It loses messages, so it does not happen unless it is asked for.
    private const string Lossy = "lossy";

    // Kinds by how often they happen.
    private static readonly (string Kind, int Weight)[] Weights =
    [
        ("kill", 16), ("pause", 8), ("hang", 3), ("stop", 6), ("database", 6), ("failover", 3),
        ("cut", 10), ("hold", 10), ("slow", 6), ("links", 12), ("partition", 5),
        (Lossy, 0),
    ];

    /// <summary>All kinds.</summary>
    public static IEnumerable<string> Kinds => Weights.Select(weight => weight.Kind);

    /// <summary>How often each kind happened.</summary>
    public SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Chooses faults that do not concern the same thing.</summary>
    /// <param name="most">Maximum number.</param>
    /// <param name="kinds">Only these kinds; all if it is empty.</param>
    /// <returns>The faults. Each ends when all is well again.</returns>
    public List<(string Kind, Func<Task> Run)> Choose(int most, string[] kinds)
    {
        var taken = new HashSet<string>();
        List<(string, Func<Task>)> faults = [];
        int count = random.Next(1, most + 1);
        for (int i = 0; i < count; i++)
        {
            string kind = ChooseKind(kinds);
            int node = random.Next(nodes.Length);
            (string what, Func<Task> run) = Create(kind, node);
            if (!taken.Add(what))
                continue;
            Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
            TimeSpan start = Seconds(0, 0.5);
            faults.Add(($"{kind} {what}", () => RunLaterAsync(start, run)));
        }

        return faults;
    }

    private static async Task RunLaterAsync(TimeSpan start, Func<Task> run)
    {
        await Task.Delay(start).ConfigureAwait(false);
        await run().ConfigureAwait(false);
    }

    private string ChooseKind(string[] kinds)
    {
        (string Kind, int Weight)[] weights = kinds.Length == 0 ? Weights : [.. Weights.Where(weight => kinds.Contains(weight.Kind))];
        int left = random.Next(weights.Sum(weight => weight.Weight));
        return kinds is [Lossy] ? Lossy : weights.First(weight => (left -= weight.Weight) < 0).Kind;
    }

    // What is concerned, and the fault.
    private (string What, Func<Task> Run) Create(string kind, int number)
    {
        ClusterNode node = nodes[number];
        switch (kind)
        {
            case "kill":
                TimeSpan down = random.Next(6) == 0 ? Seconds(5, 6.5) : Seconds(0, 1);
                return (node.Name, () => node.KillAsync(down));
            case "pause":
                TimeSpan pause = Seconds(0.1, 3.5);
                return (node.Name, () => node.PauseAsync(pause));
            case "hang":
                // Longer than the lease.
                TimeSpan hang = Seconds(5.5, 7.5);
                return (node.Name, () => node.PauseAsync(hang));
            case "stop":
                return (node.Name, node.StopAsync);
            case "database":
                // Sometimes so long that nodes disconnect their users.
                TimeSpan away = random.Next(6) == 0 ? Seconds(4, 6) : Seconds(0, 1.5);
                return ("database", () => database.KillAsync(away));
            case "failover" or Lossy:
                TimeSpan together = Seconds(0.5, 1);
                return ("database", () => database.FailOverAsync(together, kind == Lossy));
            case "cut":
                int times = random.Next(1, 6);
                TimeSpan between = Seconds(0, 0.3);
                return ($"database of {node.Name}", () => CutAsync(node.ToDatabase, times, between));
            case "hold":
                TimeSpan held = random.Next(6) == 0 ? Seconds(4, 7) : Seconds(0.1, 2.5);
                int direction = random.Next(3);
                bool endsCut = random.Next(2) == 0;
                return ($"database of {node.Name}", () => HoldAsync(node.ToDatabase, held, direction, endsCut));
            case "slow":
                TimeSpan slow = Seconds(0.5, 2);
                TimeSpan delay = Seconds(0.005, 0.1);
                return ($"database of {node.Name}", () => SlowDownAsync(node.ToDatabase, slow, delay));
            case "links":
                int what = random.Next(4);
                TimeSpan time = Seconds(0.1, 2.5);
                return ($"links to {node.Name}", () => what switch
                {
                    0 => CutAsync(node.Links, 3, time / 3),
                    1 => HoldAsync(node.Links, time, 0, endsCut: false),
                    2 => HoldAsync(node.Links, time, 0, endsCut: true),
                    _ => SlowDownAsync(node.Links, time, time / 10),
                });
            default:
                bool isDatabase = random.Next(2) == 0;
                TimeSpan apart = random.Next(4) == 0 ? Seconds(4, 6.5) : Seconds(0.5, 3);
                return (isDatabase ? $"database of {node.Name}" : $"links to {node.Name}", () => PartAsync(isDatabase ? node.ToDatabase : node.Links, apart));
        }
    }

    private TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));

    private static async Task CutAsync(FlakyProxy proxy, int times, TimeSpan between)
    {
        for (int i = 0; i < times; i++)
        {
            if (i % 2 == 0)
                proxy.Reset();
            else
                proxy.Cut();
            await Task.Delay(between).ConfigureAwait(false);
        }
    }

    private static async Task HoldAsync(FlakyProxy proxy, TimeSpan time, int direction, bool endsCut)
    {
        proxy.Stall(toServer: direction != 1, toClient: direction != 2);
        await Task.Delay(time).ConfigureAwait(false);
        if (endsCut)
            proxy.Reset();
        proxy.Resume();
    }

    private static async Task SlowDownAsync(FlakyProxy proxy, TimeSpan time, TimeSpan delay)
    {
        proxy.Delay = delay;
        await Task.Delay(time).ConfigureAwait(false);
        proxy.Delay = TimeSpan.Zero;
    }

    private static async Task PartAsync(FlakyProxy proxy, TimeSpan time)
    {
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        await Task.Delay(time).ConfigureAwait(false);
        proxy.RefusesNewLinks = false;
    }
}
