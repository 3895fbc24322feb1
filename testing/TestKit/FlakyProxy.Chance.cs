namespace TestKit;

/// <content>Faults by chance.</content>
public sealed partial class FlakyProxy
{
    private int _faults;

    /// <summary>How often something bad was done.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>Does something bad to all links now and then.</summary>
    /// <param name="seed">Chooses what and when.</param>
    /// <param name="longestPause">How long it is good for at most.</param>
    /// <param name="longStall">How long a stall lasts that the client must notice.</param>
    /// <param name="cancellationToken">Ends it, and all is well again.</param>
    public async Task MisbehaveAsync(int seed, TimeSpan longestPause, TimeSpan longStall, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        try
        {
            for (int turn = 0; ; turn++)
            {
                await Task.Delay(random.NextDouble() * longestPause, cancellationToken).ConfigureAwait(false);
                PieceSize = random.Next(4) == 0 ? random.Next(1, 200) : 0;

                // Each kind once before chance takes over; the long one is rare, because all have to wait for it.
                switch (turn < 5 ? turn : random.Next(12))
                {
                    case 0 or 5 or 6:
                        Cut();
                        break;
                    case 1 or 7 or 8:
                        Reset();
                        break;
                    case 2:
                        await StallAsync(longStall, random.Next(3), cancellationToken).ConfigureAwait(false);
                        break;
                    case 3 or 9:
                        await StallAsync(random.NextDouble() * longestPause, random.Next(3), cancellationToken).ConfigureAwait(false);
                        break;
                    case 4 or 10:
                        RefusesNewLinks = true;
                        Reset();
                        await Task.Delay(random.NextDouble() * longestPause, cancellationToken).ConfigureAwait(false);
                        RefusesNewLinks = false;
                        break;
                    default:
                        Stall();
                        Reset();
                        break;
                }

                Interlocked.Increment(ref _faults);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            RefusesNewLinks = false;
            PieceSize = 0;
            Resume();
        }
    }

    private async Task StallAsync(TimeSpan time, int direction, CancellationToken cancellationToken)
    {
        Stall(toServer: direction != 1, toClient: direction != 2);
        await Task.Delay(time, cancellationToken).ConfigureAwait(false);
        Resume();
    }
}
