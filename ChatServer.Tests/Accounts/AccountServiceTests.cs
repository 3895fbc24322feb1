using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using ChatServer.Tests.Storage;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>Accounts over a journal: what is durable, and what happens at one instant.</summary>
public class AccountServiceTests
{
    private const int Here = 1;
    private const int Elsewhere = 2;

    private readonly StoreDirectory _directory = new();
    private readonly FakeTime _time = new();
    private JournalStore _store = null!;
    private AccountService _accounts = null!;

    [SetUp]
    public void Open() => Open(new AccountOptions { Iterations = 1000, FailuresPerAccount = 2 });

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task Of_many_first_logins_at_one_instant_one_makes_the_account_and_the_others_are_verified_against_it()
    {
        PasswordResult[] verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => LogIn("bob", i % 2 == 0 ? "even" : "odd", 10 + i).AsTask())));
        Assert.That(_accounts.Count, Is.EqualTo(1));
        Assert.That(verdicts.Count(passwordResult => passwordResult.Kind == PasswordResultKind.Right), Is.EqualTo(4));
        Assert.That(verdicts.Where((_, i) => i % 2 == 0).Select(passwordResult => passwordResult.Kind).Distinct().Count(), Is.EqualTo(1));
        Assert.That(verdicts.Select(passwordResult => passwordResult.Kind), Is.All.AnyOf(PasswordResultKind.Right, PasswordResultKind.Wrong));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Nobody_logs_in_to_an_account_that_is_not_on_disk(bool onFlush)
    {
        var full = new IOException("No space left on device");
        if (onFlush)
            _store.Faults.Flush = full;
        else
            _store.Faults.Write = full;
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.NotStored));
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.NotStored));
        Assert.That((await LogIn("alice", "secret")).Kind, Is.EqualTo(PasswordResultKind.NotStored));
        Assert.That(_accounts.Exists("alice"), Is.False, "while the disk fails no account is made");

        _store.Faults.Flush = _store.Faults.Write = null;
        var deadline = new Deadline();
        PasswordResult passwordResult;
        while ((passwordResult = await LogIn("bob", "secret")).Kind == PasswordResultKind.NotStored && !deadline.IsOver)
            await Task.Delay(10);
        Assert.That(passwordResult.Kind, Is.EqualTo(PasswordResultKind.Right));
        await Reopen();
        Assert.That(_accounts.Exists("bob"), Is.True);
    }

    [Test]
    public async Task A_change_is_there_after_a_restart_and_so_is_a_removal()
    {
        await LogIn("bob", "old");
        await LogIn("alice", "secret");
        await LogIn("carol", "secret");
        Assert.That((await _accounts.ChangePasswordAsync(Attempt("bob", "old"), "new")).Kind, Is.EqualTo(PasswordResultKind.Right));
        Assert.That(await _accounts.RemoveAsync("alice"), Is.EqualTo(AccountChange.Done));
        Assert.That(await _accounts.ReplacePasswordAsync("carol", "other"), Is.EqualTo(AccountChange.Done));
        await Reopen();
        Assert.That(_accounts.List().Select(account => account.Id), Is.EquivalentTo(new[] { "bob", "carol" }));
        Assert.That((await LogIn("bob", "old")).Kind, Is.EqualTo(PasswordResultKind.Wrong));
        Assert.That((await LogIn("bob", "new")).Kind, Is.EqualTo(PasswordResultKind.Right));
        Assert.That((await LogIn("carol", "other")).Kind, Is.EqualTo(PasswordResultKind.Right));
    }

    [Test]
    public async Task A_snapshot_keeps_the_accounts_that_change_meanwhile()
    {
        await Reopen(new AccountOptions { Iterations = 1000 }, compactionBytes: 2000);
        string[] ids = [.. Enumerable.Range(0, 60).Select(i => $"user{i}")];
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            await _accounts.AddAsync(id, "first");
            for (int i = 0; i < 5; i++)
                await _accounts.ReplacePasswordAsync(id, $"secret{i}");
            if (id.EndsWith('7'))
                await _accounts.RemoveAsync(id);
        })));
        Assert.That(_store.SnapshotNumber, Is.Positive, "the journal was compacted");
        await Reopen();
        Assert.That(_accounts.List().Select(account => account.Id), Is.EquivalentTo(ids.Where(id => !id.EndsWith('7'))));
        foreach (string id in ids.Where(id => !id.EndsWith('7')))
            Assert.That((await LogIn(id, "secret4")).Kind, Is.EqualTo(PasswordResultKind.Right), id);
    }

    [Test]
    public async Task A_password_is_stored_anew_with_more_iterations_at_its_next_login()
    {
        await LogIn("bob", "secret");
        string weak = HashOf("bob");
        await Reopen(new AccountOptions { Iterations = 2000 });
        Assert.That(HashOf("bob"), Is.EqualTo(weak));
        PasswordResult passwordResult = await LogIn("bob", "secret");
        string strong = HashOf("bob");
        Assert.That((passwordResult.Kind, _accounts.IsCurrent(passwordResult.Account!)), Is.EqualTo((PasswordResultKind.Right, true)));
        Assert.That(strong, Is.Not.EqualTo(weak));
        await Reopen(new AccountOptions { Iterations = 2000 });
        Assert.That(HashOf("bob"), Is.EqualTo(strong));
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
    }

    [Test]
    public async Task Whoever_was_verified_with_an_old_password_is_not_current()
    {
        Account old = (await LogIn("bob", "old")).Account!;
        Assert.That(_accounts.IsCurrent(old), Is.True);
        await _accounts.ReplacePasswordAsync("bob", "new");
        Assert.That(_accounts.IsCurrent(old), Is.False);
        Account current = (await LogIn("bob", "new")).Account!;
        await _accounts.RemoveAsync("bob");
        Assert.That(_accounts.IsCurrent(current), Is.False);
    }

    [Test]
    public async Task Failed_logins_from_another_address_lock_nobody_out()
    {
        await _accounts.AddAsync("bob", "secret");
        for (int i = 0; i < 20; i++)
            await LogIn("bob", "guess", Elsewhere);
        Assert.That((await LogIn("bob", "secret", Elsewhere)).Kind, Is.EqualTo(PasswordResultKind.Throttled), "bob's password was not verified here before");
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right), "from an address that has not failed");
        for (int i = 0; i < 20; i++)
            await LogIn("bob", "guess");
        Assert.That((await LogIn("bob", "guess")).Kind, Is.EqualTo(PasswordResultKind.Throttled));
        _time.PassSeconds(0.5);
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right), "from bob's own address, where somebody fails too");
        Assert.That((await LogIn("bob", "secret", Elsewhere)).Kind, Is.EqualTo(PasswordResultKind.Throttled), "fast verifiers are not for other addresses");
    }

    [Test]
    public async Task Even_from_an_address_of_the_user_only_some_passwords_a_second_are_tried_during_a_pause()
    {
        await LogIn("bob", "secret");
        await LogIn("bob", "guess");
        await LogIn("bob", "guess");
        for (int i = 0; i < 10; i++)
            Assert.That((await LogIn("bob", $"guess{i}")).Kind, Is.EqualTo(PasswordResultKind.Throttled));
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Throttled));
        _time.PassSeconds(0.5);
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
    }

    [Test]
    public async Task There_are_only_so_many_accounts()
    {
        await Reopen(new AccountOptions { Iterations = 1000, MaxAccounts = 2 });
        await LogIn("alice", "secret");
        await LogIn("bob", "secret");
        Assert.That((await LogIn("carol", "secret")).Kind, Is.EqualTo(PasswordResultKind.TooMany));
        Assert.That(await _accounts.AddAsync("carol", "secret"), Is.EqualTo(AccountChange.TooMany));
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
        await _accounts.RemoveAsync("bob");
        Assert.That((await LogIn("carol", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
    }

    [Test]
    public async Task The_operator_is_told_what_does_not_work()
    {
        await _accounts.AddAsync("bob", "secret");
        Assert.That(await _accounts.AddAsync("bob", "other"), Is.EqualTo(AccountChange.Exists));
        Assert.That(await _accounts.AddAsync("alice", "two words"), Is.EqualTo(AccountChange.NoPassword));
        Assert.That(await _accounts.ReplacePasswordAsync("alice", "secret"), Is.EqualTo(AccountChange.Unknown));
        Assert.That(await _accounts.RemoveAsync("alice"), Is.EqualTo(AccountChange.Unknown));
        Assert.That((await LogIn("bob", "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
    }

    private static LoginAttempt Attempt(string id, string password, int address = Here) => new(id, password, Addresses.Number(address), () => false);

    private ValueTask<PasswordResult> LogIn(string id, string password, int address = Here) => _accounts.LogInAsync(Attempt(id, password, address));

    private string HashOf(string id) => _accounts.List().Single(account => account.Id == id).Hash;

    private void Open(AccountOptions options, long compactionBytes = 1 << 30)
    {
        _store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes);
        _accounts = new AccountService(options, _store, _time);
        _store.Open(new State(_accounts));
    }

    private async Task Reopen(AccountOptions? options = null, long compactionBytes = 1 << 30)
    {
        await _store.DisposeAsync();
        Open(options ?? new AccountOptions { Iterations = 1000 }, compactionBytes);
    }

    private sealed class State(AccountService accounts) : IStoreState
    {
        public void Apply(in StoreRecord record) => accounts.Apply(record);

        public IEnumerable<StoreRecord> Snapshot() => accounts.Snapshot().Append(new StoreRecord { Kind = RecordKind.LastId, Id = Guid.CreateVersion7() });
    }
}
