using ChatServer.Core.Accounts;
using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Check &lt;id&gt; &lt;password&gt;</c>: logs in. Whoever is not let in stays what they were.</summary>
public class Check : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Check),
        new CommandForm(
            "登录",
            "log in",
            new CommandParameter("id", "账号", "id"),
            new CommandParameter("password", "密码", "password")))
    {
        Role = CommandRole.Anyone,
        HelpOrder = 10,
    };

    /// <inheritdoc/>
    protected override ValueTask? TryExecute(ChatSession session, ChatRequest request)
    {
        if (!UserId.TryParse(request.Parameters[0], out string id))
            return null;
        return session.Limiter.MayLogIn() ? Start(session, id, request.Parameters[1]) : default(ValueTask);
    }

    private static ValueTask Start(ChatSession session, string id, string password)
    {
        if (session.AppServer.System.Accounts.Mode != AccountMode.None)
            return VerifyAsync(session, id, password);
        if (!session.AppServer.System.Accounts.MayExist(id) && !session.Chat.Knows(id))
        {
            session.Reply(Replies.UnusableName.With(id));
            return default;
        }

        if (session.WhenAnsweredAsync() is { IsCompleted: false } answered)
            return LogInAsync(answered, session, id);
        LogIn(session, id);
        return default;
    }

    // Earlier replies come before what waits for the user.
    private static async ValueTask LogInAsync(Task answered, ChatSession session, string id)
    {
        await answered.ConfigureAwait(false);
        LogIn(session, id);
    }

    // Every Check gets a reply: a session that was kicked meanwhile is told so again.
    private static void LogIn(ChatSession session, string id)
    {
        if (!session.Chat.LogIn(id, session))
            session.CloseWith(Replies.Kicked);
    }

    private static async ValueTask VerifyAsync(ChatSession session, string id, string password)
    {
        AccountService accounts = session.AppServer.System.Accounts;
        Verdict verdict = await accounts.LogInAsync(session.Attempt(id, password)).ConfigureAwait(false);
        if (verdict.Kind != VerdictKind.Right)
        {
            await session.ReplyAsync(id, verdict, Replies.WrongPassword).ConfigureAwait(false);
            return;
        }

        // Also if the client is gone: messages may have waited for the id.
        if (verdict.IsNewAccount)
            session.Chat.OnAccountChanged(id);

        await session.WhenAnsweredAsync().ConfigureAwait(false);
        if (!accounts.IsCurrent(verdict.Account!))
        {
            session.Reply(Replies.WrongPassword);
            return;
        }

        LogIn(session, id);
        if (verdict.IsNewAccount)
            session.TellAccountCreated(id);

        // An account change disconnects the sessions that it finds. A login that races with it checks the account again here.
        if (!accounts.IsCurrent(verdict.Account!))
            session.CloseWith(accounts.Exists(id) ? Replies.PasswordReset : Replies.AccountRemoved);
    }
}
