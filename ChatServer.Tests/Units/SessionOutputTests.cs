using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>What a session still has to say, between a store and a peer that the test drives.</summary>
public class SessionOutputTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = [.. Enumerable.Range(0, 1000).Select(i => $"user{i}")];

    private readonly OutputStand _stand = new();

    private SessionOutput Output => _stand.Output;

    [Test]
    public void A_reply_waits_for_its_position_and_later_replies_wait_behind_it()
    {
        Add(0, "first");
        Add(5, "stored 5");
        Add(0, "behind");
        Add(7, "stored 7");
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "first" }));
        _stand.Store.Commit(6);
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "first", "stored 5", "behind" }));
        _stand.Store.Commit(7);
        Assert.That(_stand.Lines[^1], Is.EqualTo("stored 7"));
        Assert.That(_stand.Store.Awaited, Is.EqualTo(new[] { 5, 7 }));
        Assert.That(Output.IsEmpty, Is.True);
    }

    [Test]
    public void A_reply_that_is_not_stored_is_replaced_and_carries_the_names_of_its_request()
    {
        Output.Add(new HeldReply(5, "stored\r\n") { Subject = "id", Tag = "tag", Reference = "ref" });
        Output.Add(new HeldReply(5, "listed\r\n") { IsSentAnyway = true });
        Output.AddReceipt(5, Replies.RecipientConfirmed, "juliet", Guid.Empty);
        Add(0, "behind");
        _stand.Store.Fail();
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "not-on-disk-yet tag ref full id", "listed", "behind" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_failure_while_replies_are_written_or_sent_ends_the_session_and_nobody_waits(bool storeFails)
    {
        Output.Add(new HeldReply(5, "stored\r\n") { Subject = "id" });
        Task empty = Output.WhenEmptyAsync();
        _stand.Fault = new InsufficientMemoryException();
        if (storeFails)
            _stand.Store.Fail();
        else
            _stand.Store.Commit(5);
        Assert.That(_stand.Failures, Is.EqualTo(new[] { _stand.Fault }));
        await empty.WaitAsync(LongestWait);
        Assert.That(Output.IsEmpty, Is.True);
    }

    [Test]
    public async Task After_the_end_nothing_is_sent_and_nobody_waits()
    {
        Add(5, "stored");
        for (int i = 0; i < 200; i++)
            Add(0, "behind");
        Task empty = Output.WhenEmptyAsync(), room = Output.WhenRoomAsync();
        Assert.That(empty.IsCompleted || room.IsCompleted, Is.False);
        Output.Close();
        await Task.WhenAll(empty, room).WaitAsync(LongestWait);
        Add(0, "late");
        Output.AddReceipt(0, Replies.Delivered, "juliet", Guid.Empty);
        _stand.Store.Commit(5);
        Output.OnRoom();
        Assert.That(_stand.Lines, Is.Empty);
    }

    [Test]
    public void What_comes_while_a_text_is_being_sent_is_sent_behind_it()
    {
        int again = 2;
        _stand.WhileSending = () =>
        {
            if (again-- > 0)
                Add(0, $"again {again}");
        };
        Add(0, "first");
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "first", "again 1", "again 0" }));
    }

    [Test]
    public void Room_that_comes_while_a_text_is_being_refused_is_not_missed()
    {
        _stand.HasRoom = false;
        bool isFirst = true;
        _stand.WhileSending = () =>
        {
            if (isFirst)
            {
                isFirst = false;
                Task.Run(Output.OnRoom).Wait();
                return;
            }

            _stand.HasRoom = true;
        };
        Add(0, "once");
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "once" }));
    }

    [Test]
    public void Large_replies_count_by_their_bytes_for_whoever_asks_for_more()
    {
        string large = new('x', SessionOutput.MaxBytes / sizeof(char));
        Add(0, large);
        Add(0, large);
        Assert.That(Output.WhenRoomAsync().IsCompleted, Is.True);

        // What was refused waits beside the queue.
        _stand.HasRoom = false;
        Add(0, large);
        Assert.That(Output.WhenRoomAsync().IsCompleted, Is.True);
        Add(0, large);
        Assert.That(Output.WhenRoomAsync().IsCompleted, Is.False);
        _stand.ReadOn();
        Assert.That(Output.WhenRoomAsync().IsCompleted, Is.True);
    }

    [Test]
    public void Notifications_wait_for_the_reply_to_the_command_that_caused_them()
    {
        using (Output.HoldNotifications())
        {
            Output.AddReceipt(1, Replies.RecipientConfirmed, "juliet", Guid.Empty);
            Add(2, "stored");
        }

        Assert.That(_stand.Lines, Is.Empty);
        _stand.Store.Commit(2);
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "stored", $"recipient-confirmed juliet {Guid.Empty}" }));
    }

    [Test]
    public void A_notification_waits_for_its_position()
    {
        Output.AddMembership(3, "verona", "romeo", isMember: true);
        Output.AddMembership(4, "verona", "juliet", isMember: true);
        Assert.That(_stand.Store.Awaited, Is.EqualTo(new[] { 3, 4 }));
        _stand.Store.Commit(3);
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "member-joined verona romeo" }));
        _stand.Store.Commit(4);
        Assert.That(_stand.Lines[^1], Is.EqualTo("member-joined verona juliet"));
    }

    [Test]
    public void A_join_and_a_leave_before_a_slow_reader_reads_cancel_each_other()
    {
        StopReading();
        Output.AddMembership(0, "verona", "romeo", isMember: true);
        Output.AddMembership(0, "verona", "juliet", isMember: true);
        Output.AddMembership(0, "verona", "romeo", isMember: false);
        _stand.ReadOn();
        Assert.That(_stand.Lines[1..], Is.EqualTo(new[] { "member-joined verona juliet" }));
    }

    [Test]
    public void A_reader_is_told_of_each_join_and_leave()
    {
        Output.AddMembership(0, "verona", "romeo", isMember: true);
        Output.AddMembership(0, "verona", "romeo", isMember: false);
        Assert.That(_stand.Lines, Is.EqualTo(new[] { "member-joined verona romeo", "member-left verona romeo" }));
    }

    [Test]
    public void Of_very_many_joins_and_leaves_a_slow_reader_is_told_the_numbers()
    {
        StopReading();
        for (int i = 0; i <= MembershipChanges.MaxChanges; i++)
            Output.AddMembership(0, i % 2 == 0 ? "verona" : "mantua", $"user{i}", isMember: true);
        Output.AddMembership(0, "verona", "user0", isMember: false);
        _stand.ReadOn();
        Assert.That(_stand.Lines[1..], Is.EqualTo(new[] { "members-changed verona 129 1", "members-changed mantua 128 0" }));
    }

    [Test]
    [NonParallelizable]
    public void Sessions_that_do_not_read_take_bounded_memory_while_others_join_leave_and_confirm()
    {
        const int Sessions = 100, BytesOfEach = 700 * 1024;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        OutputStand[] sessions = [.. Enumerable.Range(0, Sessions).Select(_ => new OutputStand { HasRoom = false })];
        var id = Guid.NewGuid();
        for (int i = 0; i < 50_000; i++)
        {
            foreach (OutputStand session in sessions)
                session.Output.AddMembership(0, "verona", Names[i % Names.Length], isMember: i / Names.Length % 2 == 0);
        }

        foreach (OutputStand session in sessions)
        {
            for (int i = 0; i < 2 * NotificationQueue.MaxReceipts; i++)
                session.Output.AddReceipt(0, Replies.RecipientConfirmed, "juliet", id);
        }

        long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(memory / Sessions, Is.LessThan(BytesOfEach));
        GC.KeepAlive(sessions);
    }

    // From then on the text "refused" waits for room.
    private void StopReading()
    {
        _stand.HasRoom = false;
        Add(0, "refused");
    }

    private void Add(long position, string text) => Output.Add(new HeldReply(position, text + "\r\n"));
}
