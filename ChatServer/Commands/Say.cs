using ChatServer.Core.Delivery;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Say &lt;group&gt; &lt;text&gt;</c>: sends a message to all other members of a group.</summary>
public class Say : SendingCommand
{
    /// <inheritdoc/>
    protected override int RecipientsOf(ChatSession session, string target) => session.Chat.MemberCount(target) - 1;

    /// <inheritdoc/>
    protected override SendOutcome Send(ChatSession session, string target, string text, string? reference)
        => session.Chat.Say(session.User!, target, text, session.WantsReceipts, reference);
}
