using ChatServer.Core.Limits;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

public class ThreadCountersTests
{
    [Test]
    public void Changes_of_many_threads_add_up()
    {
        var counters = new ThreadCounters(2);
        Thread[] threads = [.. Enumerable.Range(0, 16).Select(n => new Thread(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                counters.Add(0);
                counters.Add(1, n);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That((counters.Read(0), counters.Read(1)), Is.EqualTo((160_000, 1_200_000)));
    }

    [Test]
    public void A_thread_that_uses_several_counters_in_turns_mixes_nothing_up()
    {
        var first = new ThreadCounters(1);
        var second = new ThreadCounters(1);
        for (int i = 0; i < 100; i++)
        {
            first.Add(0);
            second.Add(0, 2);
        }

        Assert.That((first.Read(0), second.Read(0)), Is.EqualTo((100, 200)));
    }

    [Test]
    public void What_threads_counted_that_have_ended_is_kept_and_their_memory_used_again()
    {
        var counters = new ThreadCounters(1);
        for (int i = 1; i <= 100; i++)
        {
            var thread = new Thread(() => counters.Add(0));
            thread.Start();
            thread.Join();
            Assert.That(counters.Read(0), Is.EqualTo(i));
        }

        Assert.That(counters.BlockCount, Is.EqualTo(1));
    }

    [Test]
    public void A_reader_never_sees_a_number_fall()
    {
        var counters = new ThreadCounters(1);
        using var end = new CancellationTokenSource();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            while (!end.IsCancellationRequested)
                counters.Add(0);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        long last = 0;
        for (int i = 0; i < 10_000; i++)
        {
            long now = counters.Read(0);
            Assert.That(now, Is.GreaterThanOrEqualTo(last));
            last = now;
        }

        end.Cancel();
        Array.ForEach(threads, thread => thread.Join());
    }
}
