using ChatServer.Core.Accounts;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

public class HashQueueTests
{
    private readonly HashQueue _queue = new(workers: 2, capacity: 8);

    [Test]
    public async Task Only_so_many_run_at_a_time_and_all_are_answered()
    {
        int running = 0, max = 0;
        Task<int>[] all = [.. Enumerable.Range(0, 8).Select(i =>
        {
            Assert.That(_queue.TryRun(Addresses.Number(i % 4), Work, out Task<int>? task, out _), Is.True);
            return task!;

            int Work()
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref max, now);

                // A hash holds its thread; this stands for one that takes long enough for a third to overlap.
                Thread.Sleep(5);
                Interlocked.Decrement(ref running);
                return i;
            }
        })];
        Assert.That(await Task.WhenAll(all), Is.EqualTo(Enumerable.Range(0, 8)));
        Assert.That(max, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task One_address_leaves_room_for_others_and_who_has_no_place_is_told_when_to_come()
    {
        using var go = new ManualResetEventSlim();
        int started = 0;
        Task<bool>[] running = [Run(101), Run(102)];
        var deadline = new Deadline();
        while (Volatile.Read(ref started) < 2 && !deadline.IsOver)
            await Task.Delay(1);

        List<Task<bool>> waiting = [.. Enumerable.Range(0, 4).Select(_ => Run(1))];
        Assert.That(_queue.TryRun(Addresses.Number(1), () => true, out _, out TimeSpan busy), Is.False);
        Assert.That(busy, Is.GreaterThan(TimeSpan.Zero));
        waiting.AddRange(Enumerable.Range(0, 4).Select(i => Run(10 + i)));
        Assert.That(_queue.TryRun(Addresses.Number(20), () => true, out _, out _), Is.False);

        go.Set();
        await Task.WhenAll([.. running, .. waiting]);
        Assert.That(await Run(1), Is.True, "there is room again");

        Task<bool> Run(int address)
        {
            Assert.That(_queue.TryRun(Addresses.Number(address), Wait, out Task<bool>? task, out _), Is.True);
            return task!;
        }

        bool Wait()
        {
            Interlocked.Increment(ref started);
            return go.Wait(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        }
    }

    [Test]
    public async Task Who_fails_is_told_and_the_others_go_on()
    {
        _queue.TryRun<int>(Addresses.Number(1), () => throw new InvalidOperationException("no"), out Task<int>? fails, out _);
        _queue.TryRun(Addresses.Number(1), () => 1, out Task<int>? succeeds, out _);
        Assert.ThrowsAsync<InvalidOperationException>(() => fails!);
        Assert.That(await succeeds!, Is.EqualTo(1));
    }

    private static void InterlockedMax(ref int max, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref max)) < value && Interlocked.CompareExchange(ref max, value, seen) != seen)
        {
        }
    }
}
