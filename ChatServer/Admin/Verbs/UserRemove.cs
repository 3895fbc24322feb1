namespace ChatServer.Admin.Verbs;

/// <summary>Removes an account, and disconnects its user.</summary>
internal sealed class UserRemove : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user remove",
        "remove an account, and disconnect its user; unconfirmed messages stay",
        new AdminParameter("id", "the account"));

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        return AccountResults.Of(await context.Chat.RemoveAccountAsync(id).ConfigureAwait(false), id, "was removed");
    }
}
