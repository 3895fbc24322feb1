using ChatServer.Core.Accounts;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>Changes the role of an account.</summary>
internal sealed class UserRole : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user role",
        "change the role of an account: an operator may use the command Admin in a chat client",
        new AdminParameter("id", "the account"),
        new AdminParameter("role", "user or operator"));

    /// <summary>Reads a role.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static AccountRole ParseRole(string text)
        => Enum.GetValues<AccountRole>().Cast<AccountRole?>().FirstOrDefault(role => AdminNames.Of(role!).Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no role: write user or operator.");

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        AccountRole role = ParseRole(arguments.Get("role"));
        return AccountResults.Of(await context.Chat.SetRoleAsync(id, role).ConfigureAwait(false), id, $"has the role {AdminNames.Of(role)}");
    }
}
