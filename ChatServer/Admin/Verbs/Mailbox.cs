using ChatServer.Core.Messages;

namespace ChatServer.Admin.Verbs;

/// <summary>Tells what waits for a user.</summary>
internal sealed class Mailbox : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "mailbox",
        "tell how many messages wait for a user, and since when; never what they say",
        new AdminParameter("id", "the user; needs no account"));

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        MailboxSummary? mailbox = await context.Chat.GetMailboxAsync(id).ConfigureAwait(false);
        return mailbox == null
            ? AdminResult.NotFound($"{id} is not logged in, is in no group, and nothing waits for {id}.")
            : AdminResult.Of(
                new AdminField("id", "user", mailbox.Id),
                new AdminField("online", "online", mailbox.IsOnline),
                new AdminField("count", "unconfirmed messages", mailbox.Count),
                new AdminField("characters", "characters", mailbox.Characters),
                new AdminField("oldest", "oldest message", mailbox.Oldest),
                new AdminField("oldestFrom", "sender of the oldest", mailbox.OldestFrom),
                new AdminField("groups", "groups", mailbox.Groups));
    }
}
