using System.Diagnostics.Metrics;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;

namespace ChatServer.Telemetry;

/// <summary>The values of the tag <c>result</c> of <c>chat.logins</c>.</summary>
internal static class LoginResults
{
    /// <summary>The name of a result.</summary>
    /// <param name="result">The result of a login with an accepted password.</param>
    public static string GetName(LoginResult result) => result switch
    {
        LoginResult.LoggedIn => "success",
        LoginResult.Refused => "session_ended",
        LoginResult.AccountChanged => "account_changed",
        LoginResult.AccountDisabled => "account_disabled",
        LoginResult.Banned => "banned",
        LoginResult.StoreFailing => "store_failing",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "has no name"),
    };

    /// <summary>The name of a result.</summary>
    /// <param name="kind">Why a password was not accepted.</param>
    public static string GetName(PasswordResultKind kind) => kind switch
    {
        PasswordResultKind.Wrong => "wrong_password",
        PasswordResultKind.NoPassword => "invalid_password",
        PasswordResultKind.Throttled => "throttled",
        PasswordResultKind.Busy => "busy",
        PasswordResultKind.TooMany => "too_many_accounts",
        PasswordResultKind.TooManyNewAccounts => "too_many_new_accounts",
        PasswordResultKind.NotStored => "not_stored",
        PasswordResultKind.UnusableId => "unusable_id",
        PasswordResultKind.LookalikeId => "lookalike_id",
        PasswordResultKind.ReservedId => "reserved_id",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no name"),
    };

    /// <summary>Reads all counts.</summary>
    /// <param name="logins">Counts logins.</param>
    /// <param name="addresses">Counts logins that are refused before their password is looked at.</param>
    public static IEnumerable<Measurement<long>> Read(LoginCounts logins, AddressTable addresses)
    {
        foreach (LoginResult result in Enum.GetValues<LoginResult>())
            yield return Create(logins.Get(result), GetName(result));
        foreach (PasswordResultKind kind in Enum.GetValues<PasswordResultKind>().Where(kind => kind != PasswordResultKind.Right))
            yield return Create(logins.GetFailed(kind), GetName(kind));
        yield return Create(addresses.RefusedLogins, "rate");
    }

    private static Measurement<long> Create(long value, string result) => new(value, new KeyValuePair<string, object?>("result", result));
}
