namespace ChatServer.Admin.Verbs;

/// <summary>Enables an account.</summary>
internal sealed class UserEnable : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user enable",
        "let the user of a disabled account log in again",
        new AdminParameter("id", "the account"));

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        return AccountResults.Of(await context.Chat.SetDisabledAsync(id, isDisabled: false).ConfigureAwait(false), id, "is enabled");
    }
}
