using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>Guessing while there is no place for slow hashes.</summary>
public class FullQueueTests
{
    private const int Guesser = 1;
    private const int Home = 2;

    private readonly FakeTime _time = new();
    private readonly HashQueue _queue = new(workers: 1, capacity: 2);
    private readonly TaskCompletionSource _go = new();
    private readonly AccountService _accounts;

    public FullQueueTests()
        => _accounts = new AccountService(new AccountOptions { Iterations = 1000, Mode = AccountMode.Closed }, new MemoryStore(), _time, _queue);

    [SetUp]
    public async Task FillQueue()
    {
        await _accounts.AddAsync("known", "secret");
        await _accounts.AddAsync("fresh", "secret");
        Assert.That((await LogIn("known", "secret", Home)).Kind, Is.EqualTo(PasswordResultKind.Right), "from now on a verifier is in memory");

        var started = new TaskCompletionSource();
        _queue.TryRun(Addresses.Number(100), () => Wait(started), out _, out _);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(_queue.TryRun(Addresses.Number(101), () => Wait(null), out _, out _), Is.True);
        Assert.That(_queue.TryRun(Addresses.Number(102), () => Wait(null), out _, out _), Is.True);
    }

    [TearDown]
    public void Empty() => _go.SetResult();

    [Test]
    public async Task Whoever_guesses_six_times_has_to_pause_and_the_right_password_does_not_log_in_either()
    {
        for (int i = 0; i < 5; i++)
            Assert.That((await LogIn("known", $"guess{i}", Guesser)).Kind, Is.EqualTo(PasswordResultKind.Busy));
        Assert.That((await LogIn("known", "guess", Guesser)).Kind, Is.EqualTo(PasswordResultKind.Throttled));
        Assert.That((await LogIn("known", "secret", Guesser)).Kind, Is.EqualTo(PasswordResultKind.Throttled));
        Assert.That((await LogIn("known", "secret", Home)).Kind, Is.EqualTo(PasswordResultKind.Right), "its user goes on");
    }

    [Test]
    public async Task Nothing_tells_whether_an_account_is_in_use_or_there_at_all()
    {
        PasswordResultKind[] known = await Guess("known", "wrong", 7), fresh = await Guess("fresh", "secret", 8), nobody = await Guess("nobody", "wrong", 9);
        Assert.That(fresh, Is.EqualTo(known));
        Assert.That(nobody, Is.EqualTo(known));
    }

    [Test]
    public async Task One_address_does_not_try_a_password_at_every_account_without_a_pause()
    {
        for (int i = 0; i < 30; i++)
            await _accounts.AddAsync($"user{i}", "secret");
        PasswordResultKind[] kinds = [.. await Task.WhenAll(Enumerable.Range(0, 30).Select(async i => (await LogIn($"user{i}", "123456", Guesser)).Kind))];
        Assert.That(kinds.Count(kind => kind == PasswordResultKind.Busy), Is.EqualTo(20));
        Assert.That(kinds.Count(kind => kind == PasswordResultKind.Throttled), Is.EqualTo(10));
    }

    [Test]
    public async Task A_wrong_old_password_counts_as_well()
    {
        for (int i = 0; i < 5; i++)
            Assert.That((await _accounts.ChangePasswordAsync(Attempt("known", $"guess{i}", Guesser), "new")).Kind, Is.EqualTo(PasswordResultKind.Busy));
        Assert.That((await _accounts.ChangePasswordAsync(Attempt("known", "secret", Guesser), "new")).Kind, Is.EqualTo(PasswordResultKind.Throttled));
    }

    private static LoginAttempt Attempt(string id, string password, int address) => new(id, password, Addresses.Number(address), () => false);

    private bool Wait(TaskCompletionSource? started)
    {
        started?.SetResult();

        // A hash holds its thread.
        return _go.Task.Wait(TimeSpan.FromMinutes(2));
    }

    private async Task<PasswordResultKind[]> Guess(string id, string password, int address)
    {
        var kinds = new List<PasswordResultKind>();
        for (int i = 0; i < 12; i++)
        {
            kinds.Add((await LogIn(id, password, address)).Kind);
            _time.PassSeconds(0.4);
        }

        return [.. kinds];
    }

    private ValueTask<PasswordResult> LogIn(string id, string password, int address) => _accounts.LogInAsync(Attempt(id, password, address));
}
