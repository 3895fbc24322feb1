using ChatServer.Core.Delivery;
using ChatServer.Protocol.Commands;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Say &lt;group&gt; &lt;text&gt;</c>: sends a message to all other members of a group.</summary>
public class Say : SendingCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Say),
        new CommandForm(
            "发给群里的所有人",
            "send a message to everybody in a group",
            new CommandParameter("group", "群", "group"),
            new CommandParameter("text", "内容", "text") { IsText = true }))
    {
        HelpOrder = 100,
    };

    /// <inheritdoc/>
    protected override int RecipientsOf(ChatSession session, string target) => session.Chat.GetMemberCount(target) - 1;

    /// <inheritdoc/>
    protected override ValueTask<SendOutcome> SendAsync(ChatSession session, string target, string text, string? reference)
        => session.Chat.SayAsync(session.User!, target, text, session.WantsReceipts, reference);
}
