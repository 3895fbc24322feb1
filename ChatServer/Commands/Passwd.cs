using ChatServer.Core.Accounts;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Passwd &lt;old&gt; &lt;new&gt;</c>: changes the own password. The reply comes when the new one is stored.</summary>
public class Passwd : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Passwd),
        new CommandForm(
            "修改密码",
            "change your password",
            new CommandParameter("old", "原密码", "old"),
            new CommandParameter("new", "新密码", "new")))
    {
        HelpOrder = 20,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request) => ChangeAsync(session, request.Parameters[0], request.Parameters[1]);

    private static async ValueTask ChangeAsync(ChatSession session, string old, string wanted)
    {
        if (session.Chat.Mode == AccountMode.None)
        {
            session.Reply(Replies.NoPasswords);
            return;
        }

        if (!session.Limiter.MayLogIn())
            return;
        string id = session.User!.Id;
        PasswordResult passwordResult = await session.Chat.ChangePasswordAsync(session.Attempt(id, old), wanted).ConfigureAwait(false);
        if (passwordResult.Kind == PasswordResultKind.Right)
            session.Reply(Replies.PasswordChanged);
        else if (passwordResult is { Kind: PasswordResultKind.NotStored, Account: not null })
            session.Reply(Replies.PasswordNotOnDiskYet);
        else
            await session.ReplyAsync(id, passwordResult, Replies.WrongOldPassword).ConfigureAwait(false);
    }
}
