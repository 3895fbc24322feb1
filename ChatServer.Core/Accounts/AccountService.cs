using System.Collections.Concurrent;
using ChatServer.Core.Limits;
using ChatServer.Core.Settings;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Stores accounts and verifies passwords. Independent of sockets and messages. Thread-safe. A slow hash never runs on the caller's thread. If a password was
/// verified once in this process, later verifications are fast.
/// </summary>
public sealed partial class AccountService
{
    private readonly Reloadable<AccountOptions> _options;
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private volatile PasswordHashes _hashes;
    private readonly LoginThrottle _throttle;
    private readonly HashQueue _queue;
    private readonly NewAccounts _newAccounts;
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    private readonly Lookalikes _lookalikes = new();
    private readonly Reloadable<ReservedIds> _reserved;

    // Guards every change. Under it, a change is visible either both in the store and here, or in neither. The store's own lock may be taken inside.
    private readonly Lock _lock = new();
    private int _count;
    private long _generation;

    /// <summary>Creates a service without accounts.</summary>
    /// <param name="options">The options of accounts.</param>
    /// <param name="store">The store that keeps the changes.</param>
    /// <param name="time">The clock.</param>
    public AccountService(Reloadable<AccountOptions> options, IStore store, TimeProvider time)
        : this(options, store, time, new HashQueue())
    {
    }

    /// <summary>Creates a service with a given hash queue, so that tests can delay slow hashes.</summary>
    internal AccountService(Reloadable<AccountOptions> options, IStore store, TimeProvider time, HashQueue queue)
    {
        _queue = queue;
        Decisions = new AccountDecisions(_accounts, _lock, store);
        _reserved = options.Select(static changed => new ReservedIds(changed.ReservedIds.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        _options = options;
        _store = store;
        _time = time;
        _hashes = new PasswordHashes(options.Value.Iterations);
        _throttle = new LoginThrottle(options, time);
        _newAccounts = new NewAccounts(
            options.Select(static changed => Rate.PerHour(changed.NewAccountsPerHourPerAddress, changed.NewAccountBurstPerAddress)),
            time);

        // Done once, here, so that the first unknown id takes no longer than later ones.
        if (Mode == AccountMode.Closed)
            _hashes.VerifyNothing(string.Empty);
        options.Changed += changed => _hashes = _hashes.With(changed.Iterations);
    }

    /// <summary>The key of the fast verifiers.</summary>
    internal VerifiedPasswords Verified { get; } = new();

    /// <summary>The decisions of admins about accounts.</summary>
    public AccountDecisions Decisions { get; }

    /// <summary>Which logins are allowed.</summary>
    public AccountMode Mode => _options.Value.Mode;

    /// <summary>Guards changes, for one that consists of several records.</summary>
    internal Lock Changes => _lock;

    /// <summary>Number of accounts.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Number of slow hashes that wait for a thread.</summary>
    public int WaitingHashes => _queue.WaitingCount;

    /// <summary>Whether an account exists.</summary>
    /// <param name="id">Its id, normalised.</param>
    public bool Exists(string id) => _accounts.ContainsKey(id);

    /// <summary>
    /// Whether an id may be in a group. If the server has accounts, the id needs an account. Otherwise the next user with this id would be in the group.
    /// </summary>
    /// <param name="id">The id, normalised.</param>
    public bool MayJoin(string id) => Mode == AccountMode.None || Exists(id);

    /// <summary>Whether a message may be sent to an id. If only an admin creates accounts, the id needs an account.</summary>
    /// <param name="id">The id, normalised.</param>
    public bool MayReceive(string id) => Mode != AccountMode.Closed || Exists(id);

    /// <summary>
    /// Whether an id has an account or may get one later. Otherwise no user would ever read a message to it. Call this once for each recipient, not for each
    /// message.
    /// </summary>
    /// <param name="id">The id, normalised.</param>
    public bool MayExist(string id)
        => Exists(id) || (NewName.IsUsable(id) && (Mode == AccountMode.None || !_lookalikes.Has(id)));

    /// <summary>All accounts, in no particular order; a live view.</summary>
    public IEnumerable<Account> List() => _accounts.Select(static pair => pair.Value);

    /// <summary>Whether a verified password is still valid: since then, the password was not changed and the account was not removed.</summary>
    /// <param name="account">From a <see cref="PasswordResult"/>.</param>
    public bool IsCurrent(Account account)
        => _accounts.TryGetValue(account.Id, out Account? current) && current.Generation == account.Generation;

    /// <summary>Verifies a login. In mode <see cref="AccountMode.Open"/>, creates the account of a new id.</summary>
    /// <param name="attempt">The login attempt.</param>
    public ValueTask<PasswordResult> LogInAsync(LoginAttempt attempt) => VerifyAsync(attempt, mayCreate: Mode == AccountMode.Open);

    private ValueTask<PasswordResult> VerifyAsync(LoginAttempt attempt, bool mayCreate)
    {
        if (!Password.TryParse(attempt.Password, out string password))
            return new ValueTask<PasswordResult>(new PasswordResult(PasswordResultKind.NoPassword));

        TimeSpan pause = _throttle.PauseOf(attempt.Id, attempt.Address);
        Account? account = Find(attempt.Id);
        bool isWrong = false;
        if (account?.Verifier is { } verifier && (pause == TimeSpan.Zero || account.TryTakeFastTry(attempt.Address, _time)))
        {
            if (Verified.Matches(verifier, attempt.Id, password))
            {
                Succeeded(account, verifier, attempt.Address);
                return WhenDurableAsync(account);
            }

            isWrong = true;
        }

        if (pause > TimeSpan.Zero)
            return new ValueTask<PasswordResult>(PasswordResult.Wait(PasswordResultKind.Throttled, pause));
        if (account == null && mayCreate && WhyNot(attempt.Id, attempt.Address) is { } refusal)
            return new ValueTask<PasswordResult>(refusal);

        // Count the failure before queueing, so that guesses are not free while the queue is full. Compute the hash anyway, because a fast reply would reveal
        // that the account exists and is in use.
        if (isWrong)
            _throttle.FailedFor(attempt.Id, attempt.Address);
        Func<PasswordResult> work = isWrong ? () => RefuseSlowly(attempt, password) : () => VerifySlowly(attempt, password, mayCreate);
        if (_queue.TryRun(attempt.Address, work, out Task<PasswordResult>? passwordResult, out TimeSpan busy))
        {
            if (isWrong)
                _throttle.FailedFrom(attempt.Address);
            return FinishAsync(passwordResult);
        }

        // A password that cannot be verified now counts like one that is known to be wrong. Otherwise the pauses would reveal the difference. If the first
        // login creates the account, there is nothing to guess.
        if (!isWrong && !(account == null && mayCreate))
            _throttle.FailedFor(attempt.Id, attempt.Address);
        _throttle.FoundNoPlace(attempt.Address);
        return new ValueTask<PasswordResult>(PasswordResult.Wait(PasswordResultKind.Busy, busy));
    }

    private async ValueTask<PasswordResult> FinishAsync(Task<PasswordResult> task)
    {
        PasswordResult passwordResult = await task.ConfigureAwait(false);
        return passwordResult.Kind == PasswordResultKind.Right
            ? await WhenDurableAsync(passwordResult.Account!, passwordResult.IsNewAccount).ConfigureAwait(false)
            : passwordResult;
    }

    private async ValueTask<PasswordResult> WhenDurableAsync(Account account, bool isNew = false)
    {
        try
        {
            await _store.WhenDurableAsync(account.Position).ConfigureAwait(false);
            return new PasswordResult(PasswordResultKind.Right, account) { IsNewAccount = isNew };
        }
        catch (StoreException)
        {
            return new PasswordResult(PasswordResultKind.NotStored);
        }
    }

    // Runs in the hash queue. The failure is already counted.
    private PasswordResult RefuseSlowly(LoginAttempt attempt, string password)
    {
        if (!attempt.IsAbandoned)
            _hashes.VerifyNothing(password);
        return new PasswordResult(PasswordResultKind.Wrong);
    }

    // Runs in the hash queue.
    private PasswordResult VerifySlowly(LoginAttempt attempt, string password, bool mayCreate)
    {
        if (attempt.IsAbandoned)
            return new PasswordResult(PasswordResultKind.Wrong);

        // Failures during the wait in the queue count, so that many parallel tries have no advantage over sequential ones.
        TimeSpan pause = _throttle.PauseOf(attempt.Id, attempt.Address);
        if (pause > TimeSpan.Zero)
            return PasswordResult.Wait(PasswordResultKind.Throttled, pause);

        while (true)
        {
            Account? account = Find(attempt.Id);
            if (account == null && mayCreate)
            {
                PasswordResult? made = TryCreate(attempt, password);
                if (made is { } passwordResult)
                    return passwordResult;
                continue;
            }

            HashMatch match = Compare(account, password);
            if (match == HashMatch.Wrong)
            {
                _throttle.Failed(attempt.Id, attempt.Address);
                return new PasswordResult(PasswordResultKind.Wrong);
            }

            // The password was changed during the verification, so the result does not apply to the new one.
            if (!IsCurrent(account!))
                continue;
            if (match == HashMatch.RightButWeak)
                account = Strengthen(account!, password);
            Succeeded(account!, Verified.VerifierOf(attempt.Id, password), attempt.Address);
            return new PasswordResult(PasswordResultKind.Right, account);
        }
    }

    private HashMatch Compare(Account? account, string password)
    {
        if (account != null)
            return _hashes.Verify(account.Hash, password);
        _hashes.VerifyNothing(password);
        return HashMatch.Wrong;
    }

    // Null if another login created the account meanwhile.
    private PasswordResult? TryCreate(LoginAttempt attempt, string password)
    {
        if (WhyNot(attempt.Id, attempt.Address) is { } refusal)
            return refusal;
        string hash = _hashes.Hash(password);
        Account account;
        lock (_lock)
        {
            if (_accounts.ContainsKey(attempt.Id))
                return null;
            if (WhyNot(attempt.Id, attempt.Address) is { } late)
                return late;
            account = Set(attempt.Id, hash);
            _newAccounts.Add(attempt.Address);
        }

        Succeeded(account, Verified.VerifierOf(attempt.Id, password), attempt.Address);
        return new PasswordResult(PasswordResultKind.Right, account) { IsNewAccount = true };
    }

    // Why the first login with an id does not create its account.
    private PasswordResult? WhyNot(string id, AddressBlock address)
    {
        if (!NewName.IsUsable(id))
            return new PasswordResult(PasswordResultKind.UnusableId);
        if (_reserved.Value.Has(id))
            return new PasswordResult(PasswordResultKind.ReservedId);
        if (_lookalikes.Has(id))
            return new PasswordResult(PasswordResultKind.LookalikeId);
        if (Count >= _options.Value.MaxAccounts)
            return new PasswordResult(PasswordResultKind.TooMany);
        TimeSpan wait;
        lock (_lock)
            wait = _newAccounts.WaitOf(address);
        if (wait > TimeSpan.Zero)
            return PasswordResult.Wait(PasswordResultKind.TooManyNewAccounts, wait);
        return _store.Condition == StoreCondition.Failing ? new PasswordResult(PasswordResultKind.NotStored) : null;
    }

    private void Succeeded(Account account, byte[] verifier, AddressBlock address)
    {
        account.Remember(verifier, address);
        _throttle.Succeeded(account.Id, address);
    }

    internal Account? Find(string id) => _accounts.GetValueOrDefault(id);
}
