namespace ChatServer.Admin.Verbs;

/// <summary>Changes the password of an account, and disconnects a user who is logged in with the old one.</summary>
internal sealed class UserPasswd : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user passwd",
        "change the password of an account, and disconnect its user",
        new AdminParameter("id", "the account"),
        new AdminParameter("password", "its new password") { IsSecret = true });

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        string password = arguments.GetPassword("password");
        return AccountResults.Of(await context.Chat.ReplacePasswordAsync(id, password).ConfigureAwait(false), id, "has a new password");
    }
}
