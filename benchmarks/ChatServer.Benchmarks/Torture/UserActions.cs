namespace ChatServer.Benchmarks.Torture;

/// <summary>What users do while they are logged in: they chat, and confirm some of what comes.</summary>
/// <param name="users">Number of users.</param>
/// <param name="maxPause">The longest pause between two actions.</param>
internal sealed class UserActions(int users, TimeSpan maxPause)
{
    // More unconfirmed messages than this are confirmed, so that logins do not take longer and longer.
    private const int MaxUnconfirmed = 200;
    private const int MaxBatch = 16;

    /// <summary>Acts until the user wants to leave, or must.</summary>
    /// <param name="visit">The visit of the user.</param>
    /// <param name="random">Decides what the user does.</param>
    /// <param name="mustLeave">Whether the user must leave.</param>
    public async Task ActAsync(TortureVisit visit, Random random, Func<bool> mustLeave)
    {
        // About one of fifty batches is the last of a visit.
        while (random.Next(50) != 0 && !visit.HasEnded && !mustLeave())
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
            await Task.Delay(random.NextDouble() * maxPause, visit.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // To one recipient, or to several.
    private List<int> Recipients(Random random)
    {
        int count = random.Next(1, MaxBatch + 1);
        int recipient = random.Next(users);
        bool isOne = random.Next(2) == 0;
        return [.. Enumerable.Range(0, count).Select(_ => isOne ? recipient : random.Next(users))];
    }
}
