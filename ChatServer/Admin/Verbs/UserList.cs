using ChatServer.Core.Accounts;

namespace ChatServer.Admin.Verbs;

/// <summary>Lists the accounts.</summary>
internal sealed class UserList : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new("user list", "list the accounts, sorted by id");

    /// <inheritdoc/>
    public override Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        IEnumerable<Account> accounts = context.Chat.GetAccounts().OrderBy(account => account.Id, StringComparer.Ordinal);
        var table = new AdminTable("accounts", new("id", "ID"), new("passwordSet", "PASSWORD SET"), new("role", "ROLE"), new("disabled", "DISABLED"))
        {
            Rows = [.. accounts.Select(account => new object?[] { account.Id, account.Time, AdminNames.Of(account.Role), account.IsDisabled })],
            Empty = "There are no accounts.",
        };
        return Task.FromResult(AdminResult.Of(table));
    }
}
