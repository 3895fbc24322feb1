using ChatServer.Core.Accounts;

namespace ChatServer.Admin.Verbs;

/// <summary>What is said of changes of accounts.</summary>
internal static class AccountResults
{
    /// <summary>Says what became of a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="id">The account.</param>
    /// <param name="done">What is true of it now.</param>
    public static AdminResult Of(AccountChange change, string id, string done) => change switch
    {
        AccountChange.Done => AdminResult.Done($"The account {id} {done}."),
        AccountChange.Exists => AdminResult.Refused($"There is an account {id} already; 'user passwd' changes its password."),
        AccountChange.Unknown => AdminResult.NotFound($"There is no account {id}."),
        AccountChange.UnusableId => AdminResult.Refused(
            $"No new account may have the id {id}: it has characters that cannot be seen, marks without a letter, or letters of several scripts."),
        AccountChange.LookalikeId => AdminResult.Refused($"The id {id} looks like that of another account."),
        AccountChange.TooMany => AdminResult.Refused("There are as many accounts as maxAccounts allows."),
        _ => new AdminResult(AdminStatus.InvalidArguments, Password.Rule),
    };
}
