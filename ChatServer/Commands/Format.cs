using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Format text|json</c>: changes how this connection writes and reads lines.</summary>
public class Format : ChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Format),
        new CommandForm(
            "每行一个 JSON 对象,或者文字",
            "one JSON object a line, or words",
            CommandParameter.Literal("value", "json|text")))
    {
        Role = CommandRole.Anyone,
        HelpOrder = 160,
    };

    /// <inheritdoc/>
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        if (!session.TrySetFormat(request.Parameters[0]))
            return false;
        session.Reply(Replies.FormatChanged.With(session.Format.Name));
        return true;
    }
}
