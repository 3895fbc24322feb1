using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>What a process leaves of verified passwords to the next one, and when that is of no use.</summary>
public class PasswordHandOverTests
{
    private static readonly byte[] Mark = [1, 2, 3];

    private readonly FakeTime _time = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-hand-over-");

    private string FilePath => Path.Combine(_directory.FullName, "verified-passwords");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_verified_password_is_verified_at_once_by_the_next_process_and_the_file_is_gone()
    {
        AccountService before = await Create();
        Assert.That(Open(before).Write(Mark), Is.EqualTo(1));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(FilePath), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        AccountService after = Copy(before);
        Assert.That(Open(after).Take(Mark), Is.EqualTo(1));
        Assert.That(File.Exists(FilePath), Is.False);
        ValueTask<PasswordResult> right = LogIn(after, "secret");
        Assert.That(right.IsCompleted, Is.True, "no slow hash");
        Assert.That((await right).Kind, Is.EqualTo(PasswordResultKind.Right));
        Assert.That((await LogIn(after, "wrong")).Kind, Is.EqualTo(PasswordResultKind.Wrong));
        Assert.That(Open(Copy(before)).Take(Mark), Is.Zero, "only once");
    }

    [Test]
    public async Task The_file_is_of_no_use_later_or_earlier_or_with_other_data_or_when_it_was_changed()
    {
        AccountService before = await Create();
        Open(before).Write(Mark);
        byte[] file = await File.ReadAllBytesAsync(FilePath);
        Assert.That(await TakeAfter(file, 300), Is.EqualTo(1));
        Assert.That(await TakeAfter(file, 301), Is.Zero, "expired");
        Assert.That(await TakeAfter(file, -1), Is.Zero, "from the future");
        Assert.That(await TakeAfter(file, 0, mark: [1, 2, 4]), Is.Zero, "of another stop");
        Assert.That(await TakeAfter(file, 0, mark: []), Is.Zero, "after a crash");
        Assert.That(await TakeAfter(file, 0, maxAge: 0), Is.Zero, "switched off");
        for (int i = 0; i < file.Length; i += 5)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            Assert.That(await TakeAfter(changed, 0), Is.Zero, $"changed at {i}");
        }

        Assert.That(await TakeAfter(file[..^1], 0), Is.Zero);
        Assert.That(await TakeAfter([], 0), Is.Zero);

        async Task<int> TakeAfter(byte[] bytes, double seconds, byte[]? mark = null, int maxAge = 300)
        {
            await File.WriteAllBytesAsync(FilePath, bytes);
            _time.PassSeconds(seconds);
            int count = Open(Copy(before), maxAge).Take(mark ?? Mark);
            _time.PassSeconds(-seconds);
            Assert.That(File.Exists(FilePath), Is.False, "it is deleted in any case");
            return count;
        }
    }

    [Test]
    public async Task Nothing_is_left_that_nobody_can_use()
    {
        AccountService accounts = await Create();
        Assert.That(Open(accounts, maxAge: 0).Write(Mark), Is.Zero);
        Assert.That(Open(accounts).Write([]), Is.Zero);
        Assert.That(Open(Copy(accounts)).Write(Mark), Is.Zero, "nobody has logged in");
        Assert.That(File.Exists(FilePath), Is.False);
    }

    [Test]
    public async Task An_account_with_another_password_is_not_taken_over()
    {
        AccountService before = await Create();
        Open(before).Write(Mark);
        AccountService after = Copy(before);
        await after.ReplacePasswordAsync("bob", "changed");
        Assert.That(Open(after).Take(Mark), Is.Zero);
        Assert.That((await LogIn(after, "secret")).Kind, Is.EqualTo(PasswordResultKind.Wrong));
    }

    private PasswordHandOver Open(AccountService accounts, int maxAge = 300) => new(accounts, FilePath, TimeSpan.FromSeconds(maxAge), _time);

    private AccountService New() => new(new AccountOptions { Iterations = 1000 }, new MemoryStore(), _time);

    private async Task<AccountService> Create()
    {
        AccountService accounts = New();
        Assert.That((await LogIn(accounts, "secret")).Kind, Is.EqualTo(PasswordResultKind.Right));
        return accounts;
    }

    // As the next process reads the accounts from the store.
    private AccountService Copy(AccountService accounts)
    {
        AccountService copy = New();
        foreach (StoreRecord record in accounts.Snapshot())
            copy.Apply(record);
        return copy;
    }

    private static ValueTask<PasswordResult> LogIn(AccountService accounts, string password)
        => accounts.LogInAsync(new LoginAttempt("bob", password, new AddressBlock(false, 1), static () => false));
}
