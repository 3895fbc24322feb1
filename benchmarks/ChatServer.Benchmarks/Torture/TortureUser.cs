namespace ChatServer.Benchmarks.Torture;

/// <summary>A user who chats, confirms some of what comes, and goes away and comes back, until the server ends.</summary>
internal sealed class TortureUser(int number, TortureOptions options, MessageModel model, TortureText text, Violations violations)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(30);

    private readonly UserActions _actions = new(options.Users, MaxPause);

    /// <summary>Lives through one run of the server.</summary>
    /// <param name="run">The run.</param>
    /// <param name="runNumber">The run's number; with the seed, it decides what the user does.</param>
    public async Task LiveAsync(RunState run, int runNumber)
    {
        var random = new Random(unchecked((options.Seed * 31) + (runNumber * 1009) + number));
        var target = new VisitTarget(run.Server, model.Run, () => run.IsEnding);
        bool wasChecked = false;
        while (!run.IsEnding)
        {
            using var visit = new TortureVisit(number, model, text, violations, target);
            bool isComplete = await visit.LogInAsync().ConfigureAwait(false);
            if (isComplete && !wasChecked)
                run.OnChecked();
            if (!isComplete)
            {
                // The server ends, or it has been reported what is wrong.
                await LeaveAsync(visit, run).ConfigureAwait(false);
                return;
            }

            wasChecked = true;
            await _actions.ActAsync(visit, random, () => run.IsEnding).ConfigureAwait(false);
            if (run.IsEnding || visit.HasEnded)
                await LeaveAsync(visit, run).ConfigureAwait(false);
            else if (random.Next(2) == 0)
                await visit.QuitAsync().ConfigureAwait(false);
            else
                await visit.VanishAsync().ConfigureAwait(false);
        }
    }

    private Task LeaveAsync(TortureVisit visit, RunState run)
        => options.IsDry || !run.IsEnding ? visit.VanishAsync() : visit.EndedAsync();
}
