using ChatServer.Core.Accounts;

namespace ChatServer.Core;

/// <summary>Counts logins since the start of the process, for metrics. No count ever decreases. Thread-safe.</summary>
public sealed class LoginCounts
{
    private readonly long[] _failed = new long[Enum.GetValues<PasswordResultKind>().Length];
    private readonly long[] _results = new long[Enum.GetValues<LoginResult>().Length];

    /// <summary>Number of logins whose password was not accepted.</summary>
    /// <param name="kind">The reason.</param>
    public long GetFailed(PasswordResultKind kind) => Volatile.Read(ref _failed[(int)kind]);

    /// <summary>Number of logins with an accepted password.</summary>
    /// <param name="result">The result of the login.</param>
    public long Get(LoginResult result) => Volatile.Read(ref _results[(int)result]);

    /// <summary>Counts a login whose password was not accepted.</summary>
    /// <param name="kind">The reason.</param>
    internal void AddFailed(PasswordResultKind kind) => Interlocked.Increment(ref _failed[(int)kind]);

    /// <summary>Counts a login with an accepted password.</summary>
    /// <param name="result">The result of the login.</param>
    internal void Add(LoginResult result) => Interlocked.Increment(ref _results[(int)result]);
}
