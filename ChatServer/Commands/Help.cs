using ChatServer.Core.Accounts;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Help</c>: lists the commands; <c>Help &lt;command&gt;</c>: tells how to use one.</summary>
public class Help : ChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Help),
        new CommandForm(
            "列出命令",
            "list the commands"),
        new CommandForm(
            "查看一个命令的用法",
            "how to use a command",
            new CommandParameter("command", "命令", "command")))
    {
        Role = CommandRole.Anyone,
        Aliases = ["?", "\uFF1F", "/?", "/help"],
        HelpOrder = 170,
    };

    /// <inheritdoc/>
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        CommandTable commands = session.AppServer.Commands;
        if (request.Parameters is not [string name])
            session.Reply(Replies.Help.With(new CommandList(commands, session.User is { } user && session.Chat.HasRole(user.Id, AccountRole.Operator))));
        else if (commands.TryFind(name, out CommandDescription? command))
            session.Reply(Replies.Usage.With(command.Name, new CommandHelp(command)));
        else
            return false;
        return true;
    }
}
