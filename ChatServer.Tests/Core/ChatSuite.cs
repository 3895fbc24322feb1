using System.Net;
using System.Runtime.CompilerServices;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Tests.Storage;
using NUnit.Framework;

namespace ChatServer.Tests.Core;

/// <summary>What every implementation of <see cref="IChat"/> does. A fixture for each inherits it.</summary>
public abstract class ChatSuite : IConnectionSource
{
    private readonly List<RecordingConnection> _connections = [];
    private IChat _chat = null!;

    /// <summary>Opens the chat on what this fixture has kept so far.</summary>
    /// <param name="options">Who may log in, and how much is kept. The store is the fixture's.</param>
    protected abstract ValueTask<IChat> OpenAsync(LocalChatOptions options);

    /// <summary>Whether what is durable is there after a restart.</summary>
    protected abstract bool KeepsState { get; }

    /// <summary>Removes what the fixture has kept.</summary>
    protected virtual void Clean()
    {
    }

    IEnumerable<IUserConnection> IConnectionSource.GetConnections() => _connections;

    [SetUp]
    public Task Open() => OpenWith(AccountMode.None);

    [TearDown]
    public async Task Close()
    {
        await _chat.DisposeAsync();
        _connections.Clear();
        Clean();
    }

    [Test]
    public async Task A_message_goes_to_the_connection_of_its_recipient()
    {
        User romeo = await LogIn("romeo");
        RecordingConnection juliet = await Connect("juliet");
        SendOutcome sent = await _chat.SendAsync(romeo, "juliet", "hello");
        Assert.That(sent.Result, Is.EqualTo(SendResult.Delivering));
        await juliet.Receives(sent.Id);
        Assert.That((juliet.Received[0].From, juliet.Received[0].Text), Is.EqualTo(("romeo", "hello")));
    }

    [Test]
    public async Task A_message_waits_until_it_is_confirmed_and_comes_again_at_each_login()
    {
        User romeo = await LogIn("romeo");
        SendOutcome first = await _chat.SendAsync(romeo, "juliet", "one");
        SendOutcome second = await _chat.SendAsync(romeo, "juliet", "two", isTracked: true);
        Assert.That((first.Result, second.Result, _chat.StoredCount), Is.EqualTo((SendResult.StoredForLater, SendResult.StoredForLater, 2)));
        RecordingConnection juliet = await Connect("juliet");
        await juliet.Receives(first.Id, second.Id);
        Assert.That((await _chat.ConfirmAsync(juliet.User!, first.Id)).Count, Is.EqualTo(1));
        Assert.That((await _chat.ConfirmAsync(juliet.User!, first.Id)).Count, Is.Zero, "once is enough");
        Assert.That((await _chat.ConfirmAsync(romeo, second.Id)).Count, Is.Zero, "it is not romeo's to confirm");
        _chat.LogOut(juliet);
        await (await Connect("juliet")).Receives(second.Id);
    }

    [Test]
    public async Task Everything_that_was_delivered_is_confirmed_at_once_and_nothing_else()
    {
        User romeo = await LogIn("romeo");
        RecordingConnection juliet = await Connect("juliet", room: 2);
        SendOutcome[] sent = [await _chat.SendAsync(romeo, "juliet", "1"), await _chat.SendAsync(romeo, "juliet", "2"), await _chat.SendAsync(romeo, "juliet", "3")];
        await juliet.Receives(sent[0].Id, sent[1].Id);
        Assert.That((await _chat.ConfirmDeliveredAsync(juliet.User!, juliet)).Count, Is.EqualTo(2));
        PendingMessages pending = await _chat.GetPendingAsync(juliet.User!, 10);
        Assert.That((pending.Count, pending.Messages.Single().Id), Is.EqualTo((1, sent[2].Id)));
        juliet.Room = 10;
        _chat.ContinueDelivery(juliet);
        await juliet.Receives([.. sent.Select(message => message.Id)]);
    }

    [Test]
    public async Task A_second_login_takes_over()
    {
        RecordingConnection first = await Connect("juliet");
        RecordingConnection second = await Connect("juliet");
        Assert.That((first.Kicks, first.State, second.State), Is.EqualTo((1, LoginState.Kicked, LoginState.LoggedIn)));
        Assert.That(await _chat.LogInAsync("juliet", first), Is.EqualTo(LoginResult.Refused));
        SendOutcome sent = await _chat.SendAsync(await LogIn("romeo"), "juliet", "hello");
        await second.Receives(sent.Id);
        Assert.That(first.Received, Is.Empty);
    }

    [Test]
    public async Task It_is_known_who_is_online()
    {
        await Connect("romeo");
        RecordingConnection juliet = await Connect("juliet");
        Assert.That(await Online(10), Is.EqualTo((2, "juliet romeo")));
        Assert.That((await Online(1)).Count, Is.EqualTo(2));
        _chat.LogOut(juliet);
        Assert.That(await Online(10), Is.EqualTo((1, "romeo")));
        Assert.That((await _chat.GetOnlineAsync(["juliet", "romeo", "paris"])).Ids, Is.EqualTo(new[] { "romeo" }));
    }

    [Test]
    public async Task The_sender_of_a_tracked_message_is_told_what_becomes_of_it()
    {
        RecordingConnection romeo = await Connect("romeo", wantsDeliveries: true);
        RecordingConnection juliet = await Connect("juliet");
        SendOutcome sent = await _chat.SendAsync(romeo.User!, "juliet", "hello", isTracked: true);
        await juliet.Receives(sent.Id);
        await Until(() => romeo.Deliveries.Contains((sent.Id, "juliet")));
        await _chat.ConfirmAsync(juliet.User!, sent.Id);
        await Until(() => romeo.Ended.Count > 0);
        Assert.That(romeo.Ended, Is.EqualTo(new[] { (sent.Id, "juliet", MessageEnd.Confirmed) }));
        MessageTrace trace = (await _chat.TraceAsync(romeo.User!, sent.Id))!;
        Assert.That((trace.From, trace.To, trace.Deliveries, trace.End), Is.EqualTo(("romeo", "juliet", 1, (MessageEnd?)MessageEnd.Confirmed)));
        Assert.That(await _chat.TraceAsync(await LogIn("paris"), sent.Id), Is.Null, "it is none of his business");
    }

    [Test]
    public async Task A_sender_takes_back_what_is_not_confirmed()
    {
        RecordingConnection romeo = await Connect("romeo");
        RecordingConnection juliet = await Connect("juliet");
        Guid seen = (await _chat.SendAsync(romeo.User!, "juliet", "seen", isTracked: true)).Id;
        await juliet.Receives(seen);
        Guid waiting = (await _chat.SendAsync(romeo.User!, "paris", "waiting", isTracked: true)).Id;
        Guid untracked = (await _chat.SendAsync(romeo.User!, "paris", "untracked")).Id;

        Assert.That((await _chat.RecallAsync(juliet.User!, seen)).Result, Is.EqualTo(RecallResult.NotFound), "it is not hers");
        Assert.That((await _chat.RecallAsync(romeo.User!, untracked)).Result, Is.EqualTo(RecallResult.NotFound));
        Assert.That((await _chat.RecallAsync(romeo.User!, seen)).Result, Is.EqualTo(RecallResult.Recalled));
        await Until(() => juliet.Recalled.Contains((seen, "romeo")));
        Assert.That((await _chat.ConfirmAsync(juliet.User!, seen)).Count, Is.Zero);
        Assert.That((await _chat.TraceAsync(romeo.User!, seen))!.End, Is.EqualTo(MessageEnd.Recalled));
        Assert.That((await _chat.RecallAsync(romeo.User!, seen)).Result, Is.EqualTo(RecallResult.Ended));
        Assert.That((await _chat.RecallAsync(romeo.User!, waiting)).Count, Is.EqualTo(1));
        await (await Connect("paris")).Receives(untracked);
        Assert.That(romeo.Ended, Is.Empty, "the recall has its own reply");
    }

    [Test]
    public async Task A_message_to_a_group_is_taken_back_from_those_who_have_not_confirmed_it()
    {
        RecordingConnection romeo = await Connect("romeo");
        RecordingConnection juliet = await Connect("juliet");
        RecordingConnection paris = await Connect("paris");
        foreach (RecordingConnection connection in new[] { romeo, juliet, paris })
            await _chat.JoinAsync(connection.User!, "verona");
        Guid said = (await _chat.SayAsync(romeo.User!, "verona", "hello", isTracked: true)).Id;
        await juliet.Receives(said);
        await paris.Receives(said);
        await _chat.ConfirmAsync(juliet.User!, said);
        RecallOutcome outcome = await _chat.RecallAsync(romeo.User!, said);
        Assert.That((outcome.Result, outcome.Count), Is.EqualTo((RecallResult.Recalled, 1)));
        await Until(() => paris.Recalled.Contains((said, "romeo")));
        Assert.That(juliet.Recalled, Is.Empty);
        Assert.That((await _chat.TraceAsync(romeo.User!, said))!.End, Is.EqualTo(MessageEnd.Recalled));
    }

    [Test]
    public async Task The_copy_of_a_former_member_does_not_tell_who_has_recalled_that_the_message_has_expired()
    {
        RecordingConnection romeo = await Connect("romeo");
        RecordingConnection juliet = await Connect("juliet");
        RecordingConnection paris = await Connect("paris");
        foreach (RecordingConnection connection in new[] { romeo, juliet, paris })
            await _chat.JoinAsync(connection.User!, "verona");
        Guid said = (await _chat.SayAsync(romeo.User!, "verona", "hello", isTracked: true)).Id;
        await paris.Receives(said);
        await _chat.LeaveAsync(paris.User!, "verona");
        Assert.That((await _chat.RecallAsync(romeo.User!, said)).Count, Is.EqualTo(1));
        Assert.That((await _chat.ConfirmAsync(paris.User!, said)).Count, Is.EqualTo(1));
        Assert.That((await _chat.TraceAsync(romeo.User!, said))!.End, Is.EqualTo(MessageEnd.Recalled));
        Assert.That(romeo.Ended, Is.Empty);
    }

    [Test]
    public async Task A_tracked_message_is_not_delivered_before_it_is_durable()
    {
        User romeo = await LogIn("romeo");
        RecordingConnection juliet = await Connect("juliet");
        SendOutcome sent = await _chat.SendAsync(romeo, "juliet", "hello", isTracked: true);
        await juliet.Receives(sent.Id);
        Assert.That(_chat.Durability.Durable, Is.GreaterThanOrEqualTo(sent.Position));
    }

    [Test]
    public async Task A_message_with_a_reference_is_stored_once()
    {
        User romeo = await LogIn("romeo");
        Assert.That(await _chat.FindRepeatedAsync(romeo, "r1"), Is.Null);
        SendOutcome first = await _chat.SendAsync(romeo, "juliet", "hello", reference: "r1");
        SendOutcome second = await _chat.SendAsync(romeo, "juliet", "hello", reference: "r1");
        Assert.That((second.Result, second.Id, second.Position), Is.EqualTo((SendResult.Repeated, first.Id, first.Position)));
        Assert.That((await _chat.FindRepeatedAsync(romeo, "r1"))!.Value.Id, Is.EqualTo(first.Id));
        Assert.That((await _chat.SendAsync(await LogIn("paris"), "juliet", "hello", reference: "r1")).Result, Is.EqualTo(SendResult.StoredForLater), "each sender has own references");
        Assert.That(_chat.StoredCount, Is.EqualTo(2));
    }

    [Test]
    public async Task One_reference_at_many_connections_at_once_is_stored_once()
    {
        User romeo = await LogIn("romeo");
        for (int i = 0; i < 50; i++)
        {
            string reference = $"r{i}";
            SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(to => Task.Run(() => _chat.SendAsync(romeo, $"to{to}", "x", reference: reference).AsTask())));
            Assert.That(outcomes.Count(outcome => outcome.Result == SendResult.StoredForLater), Is.EqualTo(1));
            Assert.That(outcomes.Select(outcome => (outcome.Id, outcome.Position)).Distinct().Count(), Is.EqualTo(1), "all know the id and the position of the one");
            Assert.That(outcomes[0].Position, Is.Positive);
        }
    }

    [Test]
    public async Task A_group_has_members_and_its_messages_go_to_all_others()
    {
        RecordingConnection romeo = await Connect("romeo"), juliet = await Connect("juliet");
        User paris = await LogIn("paris");
        Assert.That((await _chat.SayAsync(romeo.User!, "verona", "anybody?")).Result, Is.EqualTo(SendResult.NotAMember));
        await _chat.JoinAsync(romeo.User!, "verona");
        Assert.That((await _chat.SayAsync(romeo.User!, "verona", "anybody?")).Result, Is.EqualTo(SendResult.NobodyElse));
        GroupOutcome joined = await _chat.JoinAsync(juliet.User!, "verona");
        Assert.That((joined.Result, joined.Members, _chat.GetMemberCount("verona")), Is.EqualTo((GroupResult.Done, 2, 2)));
        Assert.That(romeo.Memberships, Is.EqualTo(new[] { ("verona", "juliet", true) }));
        SendOutcome said = await _chat.SayAsync(romeo.User!, "verona", "hello");
        await juliet.Receives(said.Id);
        Assert.That((juliet.Received[0].Group!.Group, romeo.Received.Length), Is.EqualTo(("verona", 0)));
        GroupMembers members = (await _chat.GetMembersAsync(romeo.User!, "verona", 10))!;
        Assert.That((members.Count, string.Join(' ', members.Online)), Is.EqualTo((2, "juliet romeo")));
        Assert.That(await _chat.GetMembersAsync(paris, "verona", 10), Is.Null);
        await _chat.LeaveAsync(juliet.User!, "verona");
        Assert.That(romeo.Memberships[^1], Is.EqualTo(("verona", "juliet", false)));
        Assert.That((await _chat.GetGroupsAsync(romeo.User!)).Single(), Is.EqualTo(new GroupInfo("verona", 1)));
        Assert.That((await _chat.GetPendingAsync(juliet.User!, 10)).Count, Is.EqualTo(1), "what was said before stays");
    }

    [Test]
    public async Task The_sender_to_a_group_is_told_when_the_last_member_has_confirmed()
    {
        RecordingConnection romeo = await Connect("romeo"), juliet = await Connect("juliet"), paris = await Connect("paris");
        foreach (RecordingConnection member in new[] { romeo, juliet, paris })
            await _chat.JoinAsync(member.User!, "verona");
        SendOutcome said = await _chat.SayAsync(romeo.User!, "verona", "hello", isTracked: true);
        await juliet.Receives(said.Id);
        await paris.Receives(said.Id);
        await _chat.ConfirmAsync(juliet.User!, said.Id);
        Assert.That((await _chat.TraceAsync(romeo.User!, said.Id))!.Unconfirmed, Is.EqualTo(1));
        Assert.That(romeo.Ended, Is.Empty);
        await _chat.ConfirmAsync(paris.User!, said.Id);
        await Until(() => romeo.Ended.Count > 0);
        Assert.That(romeo.Ended, Is.EqualTo(new[] { (said.Id, "verona", MessageEnd.Confirmed) }));
    }

    [Test]
    public async Task The_admin_removes_messages()
    {
        RecordingConnection romeo = await Connect("romeo");
        SendOutcome tracked = await _chat.SendAsync(romeo.User!, "juliet", "hello", isTracked: true);
        await _chat.SendAsync(romeo.User!, "paris", "goodbye");
        await _chat.SendAsync(await LogIn("mercutio"), "paris", "hi");
        PurgeResult to = await _chat.PurgeToAsync("juliet");
        Assert.That((to.Count, to.Characters), Is.EqualTo((1, 5)));
        await Until(() => romeo.Ended.Count > 0);
        Assert.That(romeo.Ended, Is.EqualTo(new[] { (tracked.Id, "juliet", MessageEnd.Expired) }));
        Assert.That((await _chat.PurgeFromAsync("romeo")).Count, Is.EqualTo(1));
        Assert.That(_chat.StoredCount, Is.EqualTo(1));
    }

    [Test]
    public async Task The_first_login_makes_an_account_and_only_its_password_logs_in()
    {
        await Reopen(AccountMode.Open);
        PasswordResult created = await Verify("romeo", "secret");
        Assert.That((created.Kind, created.IsNewAccount), Is.EqualTo((PasswordResultKind.Right, true)));
        Assert.That((await Verify("romeo", "wrong")).Kind, Is.EqualTo(PasswordResultKind.Wrong));
        Assert.That((await Verify("romeo", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
        Assert.That((await _chat.ChangePasswordAsync(Attempt("romeo", "secret"), "secret2")).Kind, Is.EqualTo(PasswordResultKind.Right));
        Assert.That((await Verify("romeo", "secret")).Kind, Is.EqualTo(PasswordResultKind.Wrong));
        Assert.That(await _chat.LogInAsync("romeo", new RecordingConnection(), created.Account), Is.EqualTo(LoginResult.AccountChanged));
    }

    [Test]
    public async Task An_account_that_the_admin_changes_is_disconnected()
    {
        await Reopen(AccountMode.Closed);
        Assert.That(await _chat.AddAccountAsync("romeo", "secret"), Is.EqualTo(AccountChange.Done));
        Assert.That(await _chat.AddAccountAsync("romeo", "secret"), Is.EqualTo(AccountChange.Exists));
        RecordingConnection romeo = await Connect("romeo");
        Assert.That((await _chat.SendAsync(romeo.User!, "romeo", "a note")).Result, Is.EqualTo(SendResult.Delivering));
        Assert.That((await _chat.SendAsync(romeo.User!, "juliet", "hello")).Result, Is.EqualTo(SendResult.NoSuchUser));
        await _chat.JoinAsync(romeo.User!, "verona");
        await _chat.ReplacePasswordAsync("romeo", "secret2");
        await _chat.RemoveAccountAsync("romeo");
        Assert.That(romeo.Disconnects, Is.EqualTo(new[] { DisconnectReason.PasswordReset, DisconnectReason.AccountRemoved }));
        Assert.That((_chat.GetMemberCount("verona"), _chat.GetAccounts().Count()), Is.EqualTo((0, 0)));
        Assert.That((await _chat.JoinAsync(romeo.User!, "verona")).Result, Is.EqualTo(GroupResult.NoAccount));
        Assert.That(await _chat.RemoveAccountAsync("romeo"), Is.EqualTo(AccountChange.Unknown));
    }

    [Test]
    public async Task A_message_of_a_user_whom_the_recipient_has_blocked_is_refused_until_the_recipient_unblocks()
    {
        User juliet = await LogIn("juliet");
        User paris = await LogIn("paris");
        Assert.That((await _chat.AddToListAsync(juliet, UserLists.Blocked, "paris")).Result, Is.EqualTo(ListResult.Done));
        Assert.That((await _chat.AddToListAsync(juliet, UserLists.Blocked, "paris")).Result, Is.EqualTo(ListResult.Unchanged));
        await Until(() => Send().Result == SendResult.Blocked);
        Assert.That((await _chat.SendAsync(juliet, "paris", "hello")).Result, Is.EqualTo(SendResult.Delivering), "only the other direction is refused");
        Assert.That(await _chat.GetListAsync(juliet, UserLists.Blocked), Is.EqualTo(new[] { "paris" }));

        Assert.That((await _chat.RemoveFromListAsync(juliet, UserLists.Blocked, "paris")).Result, Is.EqualTo(ListResult.Done));
        await Until(() => Send().Result == SendResult.Delivering);
        Assert.That(await _chat.GetListAsync(juliet, UserLists.Blocked), Is.Empty);

        SendOutcome Send() => _chat.SendAsync(paris, "juliet", "hello").AsTask().GetAwaiter().GetResult();
    }

    [Test]
    public async Task A_list_has_a_limit_and_ends_with_the_account()
    {
        await Reopen(AccountMode.Closed);
        await _chat.AddAccountAsync("juliet", "secret");
        User juliet = await LogIn("juliet");
        for (int i = 0; i < UserLists.MaxEntries; i++)
            Assert.That((await _chat.AddToListAsync(juliet, UserLists.Blocked, $"paris{i}")).Result, Is.EqualTo(ListResult.Done));
        Assert.That((await _chat.AddToListAsync(juliet, UserLists.Blocked, "paris")).Result, Is.EqualTo(ListResult.Full));

        await _chat.RemoveAccountAsync("juliet");
        Assert.That(await _chat.GetListAsync(juliet, UserLists.Blocked), Is.Empty);
        await Reopen(AccountMode.Closed);
        await _chat.AddAccountAsync("juliet", "secret");
        Assert.That(await _chat.GetListAsync(await LogIn("juliet"), UserLists.Blocked), Is.Empty);
    }

    [Test]
    public async Task What_is_durable_is_there_after_a_restart()
    {
        await Reopen(AccountMode.Open);
        PasswordResult created = await Verify("romeo", "secret");
        RecordingConnection romeo = await Connect("romeo", account: created.Account);
        await Verify("juliet", "secret");
        User juliet = await LogIn("juliet");
        await _chat.JoinAsync(romeo.User!, "verona");
        await _chat.JoinAsync(juliet, "verona");
        SendOutcome sent = await _chat.SendAsync(romeo.User!, "juliet", "hello", reference: "r1");
        SendOutcome said = await _chat.SayAsync(romeo.User!, "verona", "to all");
        SendOutcome confirmed = await _chat.SendAsync(romeo.User!, "juliet", "read");
        await _chat.ConfirmAsync(juliet, confirmed.Id);
        await _chat.AddToListAsync(juliet, UserLists.Blocked, "paris");
        await _chat.AddToListAsync(juliet, UserLists.Blocked, "tybalt");
        await _chat.RemoveFromListAsync(juliet, UserLists.Blocked, "tybalt");

        await Reopen(AccountMode.Open);
        if (!KeepsState)
        {
            Assert.That((_chat.StoredCount, _chat.GetAccounts().Count()), Is.EqualTo((0L, 0)));
            return;
        }

        Assert.That((await Verify("romeo", "wrong")).Kind, Is.EqualTo(PasswordResultKind.Wrong));
        RecordingConnection julietAgain = await Connect("juliet");
        await julietAgain.Receives(sent.Id, said.Id);
        Assert.That(await _chat.GetListAsync(julietAgain.User!, UserLists.Blocked), Is.EqualTo(new[] { "paris" }));
        User again = await LogIn("romeo");
        Assert.That((await _chat.GetGroupsAsync(again)).Single(), Is.EqualTo(new GroupInfo("verona", 2)));
        Assert.That((await _chat.SendAsync(again, "juliet", "hello", reference: "r1")).Id, Is.EqualTo(sent.Id));
    }

    private async Task OpenWith(AccountMode mode)
    {
        _chat = await OpenAsync(new LocalChatOptions { Accounts = new AccountOptions { Mode = mode, Iterations = AccountOptions.MinIterations } });
        _chat.Add(this);
    }

    private async Task Reopen(AccountMode mode)
    {
        await _chat.DisposeAsync();
        _connections.Clear();
        await OpenWith(mode);
    }

    private async Task<RecordingConnection> Connect(string id, int room = int.MaxValue, bool wantsDeliveries = false, Account? account = null)
    {
        var connection = new RecordingConnection { Room = room, WantsDeliveries = wantsDeliveries };
        _connections.Add(connection);
        Assert.That(await _chat.LogInAsync(id, connection, account), Is.EqualTo(LoginResult.LoggedIn));
        return connection;
    }

    private async Task<User> LogIn(string id) => (await Connect(id)).User!;

    private async Task<(int Count, string Ids)> Online(int max)
    {
        OnlineUsers online = await _chat.GetOnlineAsync(max);
        return (online.Count, string.Join(' ', online.Ids));
    }

    private ValueTask<PasswordResult> Verify(string id, string password) => _chat.VerifyAsync(Attempt(id, password));

    private static LoginAttempt Attempt(string id, string password) => new(id, password, AddressBlock.Of(IPAddress.Loopback), () => false);

    private static Task Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => Wait.Until(condition, what);
}
