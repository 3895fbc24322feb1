using ChatServer.Core.Groups;

namespace ChatServer.Admin.Verbs;

/// <summary>Lists the groups.</summary>
internal sealed class Groups : AdminVerb
{
    private const int DefaultMax = 1000;
    private const int MaxListed = 100_000;

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "groups",
        "list the groups, those with the most members first",
        new AdminParameter("max", $"list at most so many (default {DefaultMax})") { IsOption = true });

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        IReadOnlyList<GroupInfo> groups = await context.Chat.GetAllGroupsAsync(arguments.GetNumber("max", DefaultMax, MaxListed)).ConfigureAwait(false);
        return AdminResult.Of(new AdminTable("groups", new("group", "GROUP"), new("members", "MEMBERS"))
        {
            Rows = [.. groups.Select(group => new object?[] { group.Name, group.Members })],
            Empty = "There are no groups.",
        });
    }
}
