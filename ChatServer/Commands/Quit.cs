using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Quit</c>: says goodbye and closes the connection, after the replies to everything before it.</summary>
public class Quit : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Quit),
        new CommandForm(
            "退出",
            "leave"))
    {
        Role = CommandRole.Anyone,
        Aliases = ["exit", "/exit", "/quit"],
        HelpOrder = 180,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request) => EndAsync(session);

    private static async ValueTask EndAsync(ChatSession session)
    {
        session.Reply(Replies.Goodbye);
        await session.WhenOutputSentAsync();
        session.Close();
    }
}
