using System.ComponentModel;
using System.Configuration;
using ChatServer.Core.Accounts;
using ChatServer.Core.Users;
using SuperSocket.Common;

namespace ChatServer.Configuration;

/// <summary>The element <c>&lt;accounts&gt;</c>.</summary>
public sealed class AccountsElement : ConfigurationElement
{
    /// <summary>See <see cref="AccountOptions.Mode"/>.</summary>
    [ConfigurationProperty("mode", DefaultValue = AccountMode.Open)]
    [NeedsRestart("without accounts, ids in groups need none", Value = nameof(AccountMode.None))]
    [TypeConverter(typeof(WordConverter<AccountMode>))]
    public AccountMode Mode => (AccountMode)this["mode"];

    /// <summary>See <see cref="AccountOptions.Iterations"/>.</summary>
    [ConfigurationProperty("iterations", DefaultValue = 210_000)]
    [IntegerValidator(MinValue = AccountOptions.MinIterations, MaxValue = AccountOptions.MaxIterations)]
    public int Iterations => (int)this["iterations"];

    /// <summary>See <see cref="AccountOptions.MaxAccounts"/>.</summary>
    [ConfigurationProperty("maxAccounts", DefaultValue = 1_000_000)]
    [IntegerValidator(MinValue = 1)]
    public int MaxAccounts => (int)this["maxAccounts"];

    /// <summary>See <see cref="AccountOptions.NewAccountsPerHourPerAddress"/>.</summary>
    [ConfigurationProperty("newAccountsPerHourPerAddress", DefaultValue = 100)]
    [IntegerValidator(MinValue = 0, MaxValue = 1_000_000)]
    public int NewAccountsPerHourPerAddress => (int)this["newAccountsPerHourPerAddress"];

    /// <summary>See <see cref="AccountOptions.NewAccountBurstPerAddress"/>.</summary>
    [ConfigurationProperty("newAccountBurstPerAddress", DefaultValue = 2000)]
    [IntegerValidator(MinValue = 1, MaxValue = 1_000_000)]
    public int NewAccountBurstPerAddress => (int)this["newAccountBurstPerAddress"];

    /// <summary>See <see cref="AccountOptions.FailuresPerAccount"/>.</summary>
    [ConfigurationProperty("failuresPerAccount", DefaultValue = 5)]
    [IntegerValidator(MinValue = 1)]
    public int FailuresPerAccount => (int)this["failuresPerAccount"];

    /// <summary>See <see cref="AccountOptions.FailuresPerAddress"/>.</summary>
    [ConfigurationProperty("failuresPerAddress", DefaultValue = 20)]
    [IntegerValidator(MinValue = 1)]
    public int FailuresPerAddress => (int)this["failuresPerAddress"];

    /// <summary>See <see cref="AccountOptions.MaxPause"/>, in seconds.</summary>
    [ConfigurationProperty("longestPause", DefaultValue = 60)]
    [IntegerValidator(MinValue = 1, MaxValue = 3600)]
    public int MaxPause => (int)this["longestPause"];

    /// <summary>See <see cref="AccountOptions.RestartMemory"/>, in seconds.</summary>
    [ConfigurationProperty("restartMemory", DefaultValue = 300)]
    [IntegerValidator(MinValue = 0, MaxValue = 3600)]
    public int RestartMemory => (int)this["restartMemory"];

    /// <summary>See <see cref="AccountOptions.ReservedIds"/>, with commas or spaces between them.</summary>
    [ConfigurationProperty("reservedIds", DefaultValue = "")]
    public string ReservedIds => (string)this["reservedIds"];

    /// <summary>The options.</summary>
    public AccountOptions ToOptions() => new()
    {
        Mode = Mode,
        Iterations = Iterations,
        MaxAccounts = MaxAccounts,
        NewAccountsPerHourPerAddress = NewAccountsPerHourPerAddress,
        NewAccountBurstPerAddress = NewAccountBurstPerAddress,
        FailuresPerAccount = FailuresPerAccount,
        FailuresPerAddress = FailuresPerAddress,
        MaxPause = TimeSpan.FromSeconds(MaxPause),
        RestartMemory = TimeSpan.FromSeconds(RestartMemory),
        ReservedIds = string.Join(' ', ReservedIds.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(CheckId)),
    };

    private static string CheckId(string text)
        => UserId.TryParse(text, out string id)
            ? id
            : throw new ConfigurationErrorsException($"<accounts>: reservedIds has '{text}', which is no id: 1 to {UserId.MaxLength} letters, digits and _ . - @");
}
