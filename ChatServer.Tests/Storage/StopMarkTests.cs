using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>What identifies the state of a journal at an orderly stop.</summary>
public class StopMarkTests
{
    private readonly StoreDirectory _directory = new();

    [TearDown]
    public void DeleteDirectory() => _directory.Dispose();

    [Test]
    public async Task A_start_finds_the_mark_of_the_stop_before_also_if_nothing_was_written_in_between()
    {
        (byte[] atStart, byte[] first) = await Run(count: 1);
        Assert.That((atStart.Length, first.Length > 0), Is.EqualTo((0, true)));
        (atStart, byte[] second) = await Run(count: 0);
        Assert.That((atStart, second), Is.EqualTo((first, first)));
        (atStart, byte[] third) = await Run(count: 1);
        Assert.That(atStart, Is.EqualTo(first));
        Assert.That(third, Is.Not.EqualTo(first).And.Not.Empty);
    }

    [Test]
    public async Task The_mark_is_known_while_no_other_process_can_open_the_store()
    {
        var store = (JournalStore)_directory.Make(StoreKind.Journal);
        var state = new RecordList();
        store.Open(state);
        state.Append(store, RecordList.OfEveryKind("a").First());
        await store.StopAsync();
        Assert.That(store.StopMark.IsEmpty, Is.False);
        Assert.That(() => _directory.Make(StoreKind.Journal).Open(new RecordList()), Throws.InstanceOf<StoreException>().With.Message.Contains("in use"));
        await store.DisposeAsync();
        await using IStore next = _directory.Make(StoreKind.Journal);
        next.Open(new RecordList());
    }

    private async Task<(byte[] AtStart, byte[] AtStop)> Run(int count)
    {
        var state = new RecordList();
        var store = (JournalStore)_directory.Make(StoreKind.Journal);
        store.Open(state);
        byte[] atStart = store.StopMark.ToArray();
        foreach (StoreRecord record in RecordList.OfEveryKind("a").Take(count))
            state.Append(store, record);
        await store.DisposeAsync();
        return (atStart, store.StopMark.ToArray());
    }
}
