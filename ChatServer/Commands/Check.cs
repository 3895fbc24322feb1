using ChatServer.Core.Accounts;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Check &lt;id&gt; &lt;password&gt;</c>: logs in. Whoever is not let in stays what they were.</summary>
public class Check : AsyncCommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override ValueTask ExecuteCommandAsync(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length != 2 || !UserId.TryParse(requestInfo.Parameters[0], out string id))
        {
            session.Answer(AnswerCode.WrongParameters);
            return default;
        }

        if (!session.Limiter.MayLogIn())
            return default;

        if (session.AppServer.System.Accounts.Mode != AccountMode.None)
            return VerifyAsync(session, id, requestInfo.Parameters[1]);
        if (!session.AppServer.System.Accounts.MayExist(id) && !session.Chat.Knows(id))
        {
            session.Answer(AnswerCode.UnusableName, id);
            return default;
        }

        if (session.WhenAnsweredAsync() is { IsCompleted: false } answered)
            return LogInAsync(answered, session, id);
        LogIn(session, id);
        return default;
    }

    // What was answered before comes before what waits for the user.
    private static async ValueTask LogInAsync(Task answered, ChatSession session, string id)
    {
        await answered.ConfigureAwait(false);
        LogIn(session, id);
    }

    // No Check is left without an answer: one that is not let in because it was kicked meanwhile is told so again.
    private static void LogIn(ChatSession session, string id)
    {
        if (!session.Chat.LogIn(id, session))
            session.CloseSaying(AnswerCode.Kicked);
    }

    private static async ValueTask VerifyAsync(ChatSession session, string id, string password)
    {
        AccountService accounts = session.AppServer.System.Accounts;
        Verdict verdict = await accounts.LogInAsync(session.Attempt(id, password)).ConfigureAwait(false);
        if (verdict.Kind != VerdictKind.Right)
        {
            await session.AnswerAsync(id, verdict, AnswerCode.WrongPassword).ConfigureAwait(false);
            return;
        }

        // Also if the client is gone: messages may have waited for the id.
        if (verdict.IsNewAccount)
            session.Chat.OnAccountChanged(id);

        await session.WhenAnsweredAsync().ConfigureAwait(false);
        if (!accounts.IsCurrent(verdict.Account!))
        {
            session.Answer(AnswerCode.WrongPassword);
            return;
        }

        LogIn(session, id);
        if (verdict.IsNewAccount)
            session.TellAccountCreated(id);

        // An account change disconnects the sessions that it finds. A login that races with it checks the account again here.
        if (!accounts.IsCurrent(verdict.Account!))
            session.CloseSaying(accounts.Exists(id) ? AnswerCode.PasswordReset : AnswerCode.AccountRemoved);
    }
}
