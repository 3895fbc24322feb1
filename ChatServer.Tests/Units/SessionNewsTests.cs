using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>What a session that does not read costs while there is news for it.</summary>
public class SessionNewsTests
{
    private readonly List<Answer> _told = [];
    private bool _reads = true;

    [Test]
    public void Who_joins_and_leaves_before_a_slow_reader_reads_is_no_news()
    {
        SessionNews news = Start();
        _reads = false;
        news.AddMembership(1, "verona", "romeo", isMember: true);
        news.AddMembership(1, "verona", "juliet", isMember: true);
        news.AddMembership(1, "verona", "romeo", isMember: false);
        ReadOn(news);
        Assert.That(Told(), Is.EqualTo(new[] { "MemberJoined verona juliet" }));
    }

    [Test]
    public void A_reader_is_told_of_each_who_joins_and_leaves()
    {
        SessionNews news = Start();
        news.AddMembership(1, "verona", "romeo", isMember: true);
        news.AddMembership(1, "verona", "romeo", isMember: false);
        Assert.That(Told(), Is.EqualTo(new[] { "MemberJoined verona romeo", "MemberLeft verona romeo" }));
    }

    [Test]
    public void Of_very_many_who_join_and_leave_a_slow_reader_is_told_the_numbers()
    {
        SessionNews news = Start();
        _reads = false;
        for (int i = 0; i <= MembershipNews.MaxChanges; i++)
            news.AddMembership(1, i % 2 == 0 ? "verona" : "mantua", $"user{i}", isMember: true);
        news.AddMembership(1, "verona", "user0", isMember: false);
        ReadOn(news);
        Assert.That(Told(), Is.EqualTo(new[] { "MembersChanged verona 129 1", "MembersChanged mantua 128 0" }));
    }

    [Test]
    public void News_waits_for_the_end_of_a_pause()
    {
        SessionNews news = Start();
        using (news.Hold())
        {
            news.AddReceipt(1, AnswerCode.RecipientConfirmed, "juliet", Guid.Empty);
            Assert.That(_told, Is.Empty);
        }

        Assert.That(Told(), Is.EqualTo(new[] { $"RecipientConfirmed juliet {Guid.Empty}" }));
    }

    [Test]
    [NonParallelizable]
    public void Sessions_that_do_not_read_take_bounded_memory_while_others_join_leave_and_confirm()
    {
        const int Sessions = 100, BytesOfEach = 700 * 1024;
        _reads = false;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (SessionNews News, HeldAnswers Held)[] sessions = [.. Enumerable.Range(0, Sessions).Select(_ => StartWithAnswers())];
        var id = Guid.NewGuid();
        for (int i = 0; i < 50_000; i++)
        {
            foreach ((SessionNews news, _) in sessions)
                news.AddMembership(1, "verona", Names[i % Names.Length], isMember: i / Names.Length % 2 == 0);
        }

        foreach ((SessionNews news, _) in sessions)
        {
            for (int i = 0; i < 2 * SessionNews.MaxReceipts; i++)
                news.AddReceipt(1, AnswerCode.RecipientConfirmed, "juliet", id);
        }

        long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(memory / Sessions, Is.LessThan(BytesOfEach));
        GC.KeepAlive(sessions);
    }

    [Test]
    public void Large_answers_count_by_their_bytes_for_whoever_asks_for_more()
    {
        HeldAnswers held = Hold(() => { });
        held.Add(0, new string('x', HeldAnswers.MaxBytes / sizeof(char)), subject: default);
        held.Add(0, new string('x', HeldAnswers.MaxBytes / sizeof(char)), subject: default);
        Assert.That(held.WhenRoomAsync().IsCompleted, Is.True, "the first one is on its way");

        // What was refused waits beside the queue.
        _reads = false;
        held = Hold(() => { });
        for (int i = 0; i < 2; i++)
            held.Add(0, new string('x', HeldAnswers.MaxBytes / sizeof(char)), subject: default);
        Assert.That(held.WhenRoomAsync().IsCompleted, Is.False);
        _reads = true;
        held.OnRoom();
        Assert.That(held.WhenRoomAsync().IsCompleted, Is.True);
    }

    private static readonly string[] Names = [.. Enumerable.Range(0, 1000).Select(i => $"user{i}")];

    private SessionNews Start() => new(() => _reads, (_, answer) => _told.Add(answer));

    private (SessionNews News, HeldAnswers Held) StartWithAnswers()
    {
        SessionNews? news = null;
        HeldAnswers held = Hold(() => news?.Continue());
        news = new SessionNews(() => held.HasRoomForNews, (position, answer) => held.Add(position, TextFormat.Instance.Write(answer, ChatTexts.English), subject: default));
        return (news, held);
    }

    private HeldAnswers Hold(Action onRoomForNews) => new(new MemoryStore(), _ => _reads, (_, _) => string.Empty, e => throw e, onRoomForNews);

    private void ReadOn(SessionNews news)
    {
        _reads = true;
        news.Continue();
    }

    private IEnumerable<string> Told() => _told.Select(answer => $"{answer.Code} {string.Join(' ', answer.Values)}");
}
