namespace ChatServer.Admin.Verbs;

/// <summary>Lists the bans.</summary>
internal sealed class BanShow : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new("bans", "list the bans");

    /// <inheritdoc/>
    public override Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
        => Task.FromResult(AdminResult.Of(new AdminTable("bans", new("target", "TARGET"), new("until", "UNTIL"), new("reason", "REASON"))
        {
            Rows = [.. context.Chat.GetBans().Select(ban => new object?[] { ban.Target.Text, ban.Until, ban.Reason })],
            Empty = "Nobody is banned.",
        }));
}
