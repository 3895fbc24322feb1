namespace ChatServer.Benchmarks.Torture;

/// <summary>A user who chats, confirms some of what comes, and goes away and comes back, until the server ends.</summary>
internal sealed class TortureUser(int number, TortureOptions options, MessageModel model, TortureText text, Violations violations)
{
    // More unconfirmed messages than this are confirmed, so that logins do not take longer and longer.
    private const int MaxUnconfirmed = 200;
    private const int MaxBatch = 16;
    private const int MaxPauseMilliseconds = 30;

    /// <summary>Lives through one run of the server.</summary>
    /// <param name="run">The run.</param>
    /// <param name="runNumber">The run's number; with the seed, it decides what the user does.</param>
    public async Task LiveAsync(RunState run, int runNumber)
    {
        var random = new Random(unchecked((options.Seed * 31) + (runNumber * 1009) + number));
        bool wasChecked = false;
        while (!run.IsEnding)
        {
            using var visit = new Visit(number, model, text, violations, run);
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
            await ActAsync(visit, random, run).ConfigureAwait(false);
            if (run.IsEnding || visit.HasEnded)
                await LeaveAsync(visit, run).ConfigureAwait(false);
            else if (random.Next(2) == 0)
                await visit.QuitAsync().ConfigureAwait(false);
            else
                await visit.VanishAsync().ConfigureAwait(false);
        }
    }

    private Task LeaveAsync(Visit visit, RunState run)
        => options.IsDry || !run.IsEnding ? visit.VanishAsync() : visit.EndedAsync();

    private async Task ActAsync(Visit visit, Random random, RunState run)
    {
        // About one of fifty batches is the last of a visit.
        while (random.Next(50) != 0 && !visit.HasEnded && !run.IsEnding)
        {
            // Mostly on.
            if (random.Next(visit.HasReceipts ? 20 : 4) == 0)
                await visit.ToggleReceiptsAsync().ConfigureAwait(false);
            if (random.Next(5) < 3)
                await visit.ChatAsync(Recipients(random)).ConfigureAwait(false);
            else
                await visit.ConfirmAsync(random.Next(2 * MaxBatch), () => random.Next(8) == 0).ConfigureAwait(false);
            if (visit.Unconfirmed > MaxUnconfirmed)
                await visit.ConfirmAsync(MaxUnconfirmed / 2, () => false).ConfigureAwait(false);
            await PauseAsync(random, visit.Ended).ConfigureAwait(false);
        }
    }

    // To one recipient, or to several.
    private List<int> Recipients(Random random)
    {
        int count = random.Next(1, MaxBatch + 1);
        int recipient = random.Next(options.Users);
        bool isOne = random.Next(2) == 0;
        return [.. Enumerable.Range(0, count).Select(_ => isOne ? recipient : random.Next(options.Users))];
    }

    private static async Task PauseAsync(Random random, CancellationToken end)
        => await Task.Delay(random.Next(MaxPauseMilliseconds), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
