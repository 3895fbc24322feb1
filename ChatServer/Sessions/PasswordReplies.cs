using ChatServer.Core.Accounts;
using ChatServer.Logging;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>Password checks of a session, and their replies.</summary>
internal static class PasswordReplies
{
    /// <summary>Creates the login attempt of a session.</summary>
    public static LoginAttempt Attempt(this ChatSession session, string id, string password)
        => new(id, password, session.Origin, () => session.HasEnded);

    /// <summary>Reports to the client and to the log why a password was not accepted.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The account of the password.</param>
    /// <param name="passwordResult">Any result except a right password.</param>
    /// <param name="wrong">The reply for a wrong password.</param>
    /// <returns>A task that completes when the next command may run.</returns>
    public static Task ReplyAsync(this ChatSession session, string id, PasswordResult passwordResult, PlainReply wrong)
    {
        Log(session, id, passwordResult.Kind, wrong);
        switch (passwordResult.Kind)
        {
            case PasswordResultKind.Throttled:
                session.Reply(Replies.LoginThrottled.With(passwordResult.Seconds));
                // At most one line a second for each connection, however fast a client guesses during a pause.
                return Task.Delay(session.RestAfterRefusal);
            case PasswordResultKind.Busy:
                session.Reply(Replies.LoginBusy.With(passwordResult.Seconds));
                break;
            case PasswordResultKind.NoPassword:
                session.Reply(Replies.InvalidPassword);
                break;
            case PasswordResultKind.TooMany:
                session.Reply(Replies.TooManyAccounts);
                break;
            case PasswordResultKind.TooManyNewAccounts:
                session.Reply(Replies.TooManyNewAccounts.With(passwordResult.Seconds));
                break;
            case PasswordResultKind.UnusableId:
                session.Reply(Replies.UnusableName.With(id));
                break;
            case PasswordResultKind.LookalikeId:
                session.Reply(Replies.LookalikeName.With(id));
                break;
            case PasswordResultKind.ReservedId:
                session.Reply(Replies.ReservedId.With(id));
                break;
            case PasswordResultKind.NotStored:
                session.Reply(Replies.AccountNotStored);
                break;
            default:
                session.Reply(wrong);
                break;
        }

        return Task.CompletedTask;
    }

    private static void Log(ChatSession session, string id, PasswordResultKind kind, PlainReply wrong)
    {
        string? reason = kind switch
        {
            PasswordResultKind.Wrong => "wrong id or password",
            PasswordResultKind.Throttled => "too many wrong passwords before",
            _ => null,
        };
        if (reason != null)
        {
            string command = wrong == Replies.WrongPassword ? "Login" : "Passwd";
            session.AppServer.FailedLogins.Add(command, id, session.RemoteEndPoint.Address, reason, new EngineLogger(session.Logger));
        }
    }
}
