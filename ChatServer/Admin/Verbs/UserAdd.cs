namespace ChatServer.Admin.Verbs;

/// <summary>Creates an account.</summary>
internal sealed class UserAdd : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user add",
        "create an account",
        new AdminParameter("id", "id of the account"),
        new AdminParameter("password", "its password") { IsSecret = true });

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        return AccountResults.Of(await context.Chat.AddAccountAsync(id, arguments.GetPassword("password")).ConfigureAwait(false), id, "was added");
    }
}
