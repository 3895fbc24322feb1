using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>HB R</c>: heartbeat; the reply is <c>R</c>.</summary>
public class HB : ChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(HB),
        new CommandForm(
            "心跳,服务器回答 R",
            "heartbeat; the reply is R",
            CommandParameter.Literal("value", "R") with { Default = "R" }))
    {
        HelpOrder = 140,
    };

    /// <inheritdoc/>
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        if (request.FirstParameter is not "R")
            return false;
        session.Reply(Replies.Heartbeat);
        return true;
    }
}
