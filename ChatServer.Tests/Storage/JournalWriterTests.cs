using System.Collections.Concurrent;
using System.Diagnostics;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>The thread that writes the journal: it sleeps when there is nothing to do, and is woken when there is.</summary>
public class JournalWriterTests
{
    private const int Threads = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Whoever_waits_is_told_and_all_is_kept_however_appending_and_waiting_and_stopping_meet([Range(0, 19)] int seed)
    {
        using var directory = new StoreDirectory();
        var random = new Random(seed);
        int[] seeds = [.. Enumerable.Range(0, Threads).Select(_ => random.Next())];
        int[] counts = [.. Enumerable.Range(0, Threads).Select(_ => random.Next(1, 300))];
        IStore store = directory.Make(StoreKind.Journal);
        store.Open(new RecordList());
        await Task.WhenAll(seeds.Zip(counts, (seed, count) => Task.Run(() => AppendAsync(store, new Random(seed), count)))).WaitAsync(Patience);
        await store.DisposeAsync().AsTask().WaitAsync(Patience);

        var kept = new RecordList();
        await using IStore again = directory.Make(StoreKind.Journal);
        again.Open(kept);
        Assert.That(kept.Records, Has.Count.EqualTo(counts.Sum()));
    }

    [Test]
    public async Task A_record_for_which_nobody_waits_is_on_disk_soon([Values(0, 30)] int pause)
    {
        using var directory = new StoreDirectory();
        await using IStore store = directory.Make(StoreKind.Journal);
        store.Open(new RecordList());
        for (int i = 0; i < 10; i++)
        {
            // The writer has fallen asleep, or is about to.
            await Task.Delay(pause);
            long position = store.Append(Record());
            Assert.That(() => store.Durable, Is.GreaterThanOrEqualTo(position).After((int)Patience.TotalMilliseconds, 1));
        }
    }

    [Test]
    public async Task A_failing_disk_is_tried_again_after_a_pause_also_if_somebody_waits()
    {
        using var directory = new StoreDirectory();
        await using var store = (JournalStore)directory.Make(StoreKind.Journal);
        store.Open(new RecordList());
        var attempts = new ConcurrentQueue<long>();
        Task later = Task.CompletedTask;
        store.Faults.AfterHeader = _ =>
        {
            attempts.Enqueue(Stopwatch.GetTimestamp());
            if (attempts.Count > 1)
                return null;

            // While the writer is at the first batch: it need not be woken for this, and must not take it for the end of the pause.
            later = store.WhenDurableAsync(store.Append(Record())).AsTask();
            return new IOException("Input/output error");
        };
        long position = store.Append(Record());
        Assert.That(async () => await store.WhenDurableAsync(position), Throws.TypeOf<StoreException>());
        Assert.That(async () => await later, Throws.TypeOf<StoreException>());
        Assert.That(() => store.Durable, Is.GreaterThan(position).After((int)Patience.TotalMilliseconds, 1));
        long[] times = [.. attempts];
        Assert.That(Stopwatch.GetElapsedTime(times[0], times[1]), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(99)));
    }

    [Test]
    public async Task A_snapshot_whose_name_cannot_be_flushed_hides_nothing_that_is_written_after_it()
    {
        using var directory = new StoreDirectory();
        var state = new RecordList();
        int headers = 0, snapshots = 0;
        await using (var store = (JournalStore)directory.Make(StoreKind.Journal))
        {
            store.Open(state);

            // The disk is full when the first file is made, so the writer makes a snapshot of the same number. Then the flush of its name fails.
            store.Faults.AfterHeader = _ => Interlocked.Increment(ref headers) == 1 ? new IOException("No space left on device") : null;
            store.Faults.AfterSnapshot = _ => Interlocked.Increment(ref snapshots) == 1 ? new IOException("Input/output error") : null;
            foreach (StoreRecord record in RecordList.OfEveryKind("before"))
                state.Append(store, record);
            Assert.That(() => store.Durable, Is.EqualTo(store.Appended).After((int)Patience.TotalMilliseconds, 1));
            Assert.That(snapshots, Is.EqualTo(1));
            foreach (StoreRecord record in RecordList.OfEveryKind("after"))
                state.Append(store, record);
            await store.WhenDurableAsync(store.Appended).AsTask().WaitAsync(Patience);
        }

        Assert.That(directory.Log.Lines.Select(line => line.Message), Has.None.Contains("another program"));
        Assert.That(JournalVerification.Run(directory.Path, TextWriter.Null), Is.True);
        Assert.That(JournalLife.Read(directory.Path).Records.Where(record => record.Kind != RecordKind.LastId).Distinct(), Is.EquivalentTo(state.Records));
    }

    // Some wait for each record, some for none; some pause for about as long as the writer collects.
    private static async Task AppendAsync(IStore store, Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long position = store.Append(Record());
            switch (random.Next(8))
            {
                case 0:
                    await store.WhenDurableAsync(position);
                    Assert.That(store.Durable, Is.GreaterThanOrEqualTo(position));
                    break;
                case 1:
                    await Task.Yield();
                    break;
                case 2 when random.Next(16) == 0:
                    await Task.Delay(random.Next(1, 15));
                    break;
                default:
                    break;
            }
        }
    }

    private static StoreRecord Record() => new() { Kind = RecordKind.MessageAdded, Id = Guid.CreateVersion7(), User = "juliet", From = "romeo", Text = "hello" };
}
