using ChatServer.Core.Accounts;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Passwd &lt;old&gt; &lt;new&gt;</c>: changes the own password. The answer comes when the new one is stored.</summary>
public class Passwd : AsyncCommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override async ValueTask ExecuteCommandAsync(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is not [string old, string wanted])
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        AccountService accounts = session.AppServer.System.Accounts;
        if (accounts.Mode == AccountMode.None)
        {
            session.Answer(AnswerCode.NoPasswords);
            return;
        }

        if (!session.Limiter.MayLogIn())
            return;
        string id = session.User!.Id;
        Verdict verdict = await accounts.ChangePasswordAsync(session.Attempt(id, old), wanted).ConfigureAwait(false);
        if (verdict.Kind == VerdictKind.Right)
            session.Answer(AnswerCode.PasswordChanged);
        else if (verdict is { Kind: VerdictKind.NotStored, Account: not null })
            session.Answer(AnswerCode.PasswordNotOnDiskYet);
        else
            await session.AnswerAsync(id, verdict, AnswerCode.WrongOldPassword).ConfigureAwait(false);
    }
}
