namespace ChatServer.Admin.Verbs;

/// <summary>Disables an account, and disconnects its user. Messages to it are stored as before.</summary>
internal sealed class UserDisable : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user disable",
        "let nobody log in to an account, and disconnect its user; its messages stay",
        new AdminParameter("id", "the account"));

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        return AccountResults.Of(await context.Chat.SetDisabledAsync(id, isDisabled: true).ConfigureAwait(false), id, "is disabled");
    }
}
