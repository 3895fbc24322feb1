using System.Collections.Concurrent;
using System.Diagnostics;
using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>A group of 500 over a journal that is compacted all the time: nothing is left when all have confirmed and left.</summary>
public class CrowdedGroupTests
{
    private const int People = 500;

    [Test]
    public async Task Nothing_is_left_when_everybody_has_confirmed_and_left([Values(1, 2)] int seed)
    {
        using var directory = new StoreDirectory();
        IStore store = directory.Make(StoreKind.Journal, 64 * 1024);
        var chat = new ChatService(store, new StoreLimits { MaxMessagesPerUser = 200 }, TimeProvider.System);
        store.Open(chat);
        var watch = Stopwatch.StartNew();
        var says = new ConcurrentDictionary<Guid, bool>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => Act(chat, new Random((seed * 100) + worker), watch, says))));
        long count = chat.StoredCount;
        await store.DisposeAsync();

        store = directory.Make(StoreKind.Journal, 64 * 1024);
        var again = new ChatService(store, new StoreLimits(), TimeProvider.System);
        store.Open(again);
        TestContext.Out.WriteLine($"{says.Count} said, {count} stored, {again.GroupCount} groups");
        Assert.That((again.StoredCount, again.StoredCharacters, again.GroupCount), Is.EqualTo((count, chat.StoredCharacters, chat.GroupCount)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (int i = worker; i < People; i += 4)
            {
                var connection = new RecordingConnection();
                again.LogIn($"u{i}", connection);
                again.ConfirmDelivered(connection.User!, connection);
                again.LeaveAll($"u{i}");
                again.LogOut(connection);
            }
        })));
        Assert.That((again.StoredCount, again.StoredCharacters, again.GroupCount, again.KnownCount, again.OnlineCount), Is.EqualTo((0L, 0L, 0, 0, 0)));
        foreach (Guid id in says.Keys.Take(1000))
        {
            var connection = new RecordingConnection();
            again.LogIn("asker", connection);
            Assert.That(again.Trace(connection.User!, id), Is.Null);
        }

        await store.DisposeAsync();
        Assert.That(directory.Log.Lines.Where(line => line.Level >= SuperSocket.SocketBase.Logging.LogLevel.Warn), Is.Empty);
    }

    [Test]
    public void Nobody_is_told_that_everybody_confirmed_when_one_copy_was_given_up()
    {
        var time = new FakeTime();
        var chat = new ChatService(new MemoryStore(), new StoreLimits(), time);
        var romeo = new RecordingConnection();
        chat.LogIn("romeo", romeo);
        foreach (string id in (string[])["romeo", "juliet", "tybalt"])
        {
            var connection = new RecordingConnection();
            if (id != "romeo")
                chat.LogIn(id, connection);
            chat.Join(connection.User ?? romeo.User!, "verona");
        }

        Guid message = chat.Say(romeo.User!, "verona", "hello", isTracked: true).Id;
        time.Pass(TimeSpan.FromHours(1));
        Assert.That(chat.ExpireOlderThan(TimeSpan.FromMinutes(1), max: 1), Is.EqualTo(1));
        foreach (string id in (string[])["juliet", "tybalt"])
        {
            var connection = new RecordingConnection();
            chat.LogIn(id, connection);
            chat.Confirm(connection.User!, message);
        }

        Assert.That(romeo.Ended.Select(ended => ended.End), Has.None.EqualTo(MessageEnd.Confirmed), "one of two never confirmed");
    }

    private static void Act(ChatService chat, Random random, Stopwatch watch, ConcurrentDictionary<Guid, bool> says)
    {
        while (watch.Elapsed < TimeSpan.FromSeconds(3))
        {
            var connection = new RecordingConnection { Room = random.Next(4) == 0 ? 3 : int.MaxValue };
            string id = $"u{random.Next(People)}";
            chat.LogIn(id, connection);
            if (connection.User is not { } user)
                continue;
            string group = random.Next(4) == 0 ? "small" : "large";
            switch (random.Next(12))
            {
                case 0:
                    chat.Leave(user, group);
                    break;
                case 1 or 2 or 3 or 4:
                    chat.Join(user, group);
                    break;
                case 5 or 6:
                    SendOutcome outcome = chat.Say(user, group, new string('x', random.Next(50)) + "x", random.Next(2) == 0, random.Next(4) == 0 ? $"r{random.Next(1000)}" : null);
                    says.TryAdd(outcome.Id, true);
                    break;
                case 7:
                    chat.Send(user, $"u{random.Next(People)}", "direct");
                    break;
                case 8:
                    chat.LeaveAll(id);
                    break;
                default:
                    chat.ConfirmDelivered(user, connection);
                    break;
            }

            chat.ContinueDelivery(connection);
            if (random.Next(2) == 0)
                chat.LogOut(connection);
        }
    }
}
