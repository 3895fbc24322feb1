namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>A user who chats, moves between nodes, and sometimes uses two programs at once.</summary>
internal sealed class ClusterUser(int number, TortureOptions options, ClusterState state, MessageModel model, TortureText text, Violations violations)
{
    // One visit in this number has a rival: another program that logs in with the same id.
    private const int VisitsPerRival = 6;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    private readonly UserActions _actions = new(options.Users, options.MaxPause);

    /// <summary>Lives until the end of the run.</summary>
    public async Task LiveAsync()
    {
        var random = new Random(unchecked((options.Seed * 31) + number));
        while (!state.IsEnding)
        {
            Task rival = random.Next(VisitsPerRival) == 0 ? ComeLaterAsync(new Random(random.Next())) : Task.CompletedTask;
            await VisitAsync(random).ConfigureAwait(false);
            await rival.ConfigureAwait(false);
        }
    }

    /// <summary>Logs in at a node, waits for everything that is stored, and leaves.</summary>
    /// <param name="node">The node.</param>
    /// <param name="got">Receives the ids of what came, without the marker.</param>
    /// <returns>Whether everything came.</returns>
    public async Task<bool> LookAsync(NodeAddress node, HashSet<Guid> got)
    {
        using var visit = new TortureVisit(number, model, text, violations, new VisitTarget(node.EndPoint, node.Process, () => false));
        bool isComplete = await visit.LogInAsync().ConfigureAwait(false);
        got.UnionWith(visit.GetUnconfirmed());
        await visit.ConfirmMarkerAsync().ConfigureAwait(false);
        await visit.QuitAsync().ConfigureAwait(false);
        return isComplete;
    }

    private async Task ComeLaterAsync(Random random)
    {
        await Task.Delay(random.NextDouble() * 5 * options.MaxPause).ConfigureAwait(false);
        if (!state.IsEnding)
            await VisitAsync(random).ConfigureAwait(false);
    }

    private async Task VisitAsync(Random random)
    {
        int check = state.Check;
        NodeAddress node = state.Choose(random);
        var target = new VisitTarget(node.EndPoint, node.Process, () => true)
        {
            Patience = TimeSpan.FromSeconds(1 + (4 * random.NextDouble())),
            HasFailingStore = true,
            HasRivals = true,
        };
        using var visit = new TortureVisit(number, model, text, violations, target);
        if (!await visit.LogInAsync().ConfigureAwait(false))
        {
            await visit.VanishAsync().ConfigureAwait(false);
            await Task.Delay(RetryPause).ConfigureAwait(false);
            return;
        }

        state.OnChecked(number, check);
        await _actions.ActAsync(visit, random, () => state.IsEnding || state.Check != check).ConfigureAwait(false);
        if (random.Next(2) == 0)
            await visit.QuitAsync().ConfigureAwait(false);
        else
            await visit.VanishAsync().ConfigureAwait(false);
    }
}
