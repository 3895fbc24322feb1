using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin.Verbs;

/// <summary>Removes unconfirmed messages of a user, with or without an account.</summary>
internal sealed class Purge : AdminVerb
{
    // Senders or recipients that are listed; the result stays readable.
    private const int MaxListed = 20;

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "purge",
        "remove the unconfirmed messages that wait for a user, and those that the user has sent",
        new AdminParameter("id", "the user; needs no account"),
        new AdminParameter("from", "only messages that the user has sent") { IsFlag = true },
        new AdminParameter("to", "only messages that wait for the user") { IsFlag = true });

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        bool isBoth = arguments.Has("from") == arguments.Has("to");
        long count = 0;
        List<AdminField> fields = [];
        List<AdminTable> tables = [];
        if (isBoth || arguments.Has("to"))
            count += await AddAsync(await context.Chat.PurgeToAsync(id).ConfigureAwait(false), "to", $"to {id}", "FROM").ConfigureAwait(false);
        if (isBoth || arguments.Has("from"))
            count += await AddAsync(await context.Chat.PurgeFromAsync(id).ConfigureAwait(false), "from", $"from {id}", "TO").ConfigureAwait(false);

        async Task<long> AddAsync(PurgeResult result, string name, string label, string heading)
        {
            await context.Chat.Durability.WhenDurableAsync(result.Position).ConfigureAwait(false);
            fields.Add(new AdminField($"{name}Count", $"messages {label}", result.Count));
            fields.Add(new AdminField($"{name}Characters", $"characters {label}", result.Characters));
            if (result.Count > 0)
                tables.Add(ToTable(result, name, heading));
            return result.Count;
        }

        return AdminResult.Done(Plurals.Format(
            "{0} unconfirmed {0:message was|messages were} removed; {1} {1:is|are} left in all.", count, context.Chat.StoredCount)) with
        {
            Fields = fields,
            Tables = tables,
        };
    }

    private static AdminTable ToTable(PurgeResult result, string name, string heading)
    {
        IEnumerable<object?[]> rows = result.ByUser.Take(MaxListed).Select(pair => new object?[] { pair.Key, pair.Value });
        if (result.Users > MaxListed)
            rows = rows.Append([$"and {result.Users - MaxListed} others", null]);
        return new AdminTable(name, new("id", heading), new("count", "MESSAGES")) { Rows = [.. rows] };
    }
}
