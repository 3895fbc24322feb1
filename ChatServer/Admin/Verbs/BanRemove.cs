using ChatServer.Core.Bans;

namespace ChatServer.Admin.Verbs;

/// <summary>Removes a ban.</summary>
internal sealed class BanRemove : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "unban",
        "remove a ban",
        new AdminParameter("target", "the user, the address or the network, as 'bans' shows it"));

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        BanTarget target = BanAdd.GetTarget(arguments);
        return await context.Chat.RemoveBanAsync(target).ConfigureAwait(false)
            ? AdminResult.Done($"{target.Text} is not banned any more.")
            : AdminResult.NotFound($"There is no ban of {target.Text}.");
    }
}
