using System.Diagnostics;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using ChatServer.Telemetry;

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
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
    {
        if (!UserId.TryParse(request.Parameters[0], out string id))
            return RefuseAsync(session);
        return session.Limiter.MayLogIn() ? RunAsync(session, id, request.Parameters[1]) : default;
    }

    private static async ValueTask RunAsync(ChatSession session, string id, string password)
    {
        using Activity? activity = ChatTraces.StartLogin(session.AppServer.Name);
        PasswordResult passwordResult = default;
        if (session.Chat.Mode != AccountMode.None)
        {
            passwordResult = await session.Chat.VerifyAsync(session.Attempt(id, password)).ConfigureAwait(false);
            if (passwordResult.IsBanned)
            {
                ChatTraces.EndLogin(activity, LoginResults.GetName(LoginResult.Banned), isLoggedIn: false);
                session.CloseWith(Replies.Banned);
                return;
            }

            if (passwordResult.Kind != PasswordResultKind.Right)
            {
                ChatTraces.EndLogin(activity, LoginResults.GetName(passwordResult.Kind), isLoggedIn: false);
                await session.ReplyAsync(id, passwordResult, Replies.WrongPassword).ConfigureAwait(false);
                return;
            }
        }
        else if (!await session.Chat.CanExistAsync(id).ConfigureAwait(false))
        {
            ChatTraces.EndLogin(activity, LoginResults.GetName(PasswordResultKind.UnusableId), isLoggedIn: false);
            session.Reply(Replies.UnusableName.With(id));
            return;
        }

        // Earlier replies come before what waits for the user.
        await session.WhenOutputSentAsync().ConfigureAwait(false);
        LoginResult result = await session.Chat.LogInAsync(id, session, passwordResult.Account).ConfigureAwait(false);
        ChatTraces.EndLogin(activity, LoginResults.GetName(result), result == LoginResult.LoggedIn);

        // Every Check gets a reply: a session that was kicked meanwhile is told so again.
        if (result == LoginResult.Refused)
            session.CloseWith(Replies.Kicked);
        if (result is LoginResult.Banned or LoginResult.AccountDisabled)
            session.CloseWith(result == LoginResult.Banned ? Replies.Banned : Replies.AccountDisabled);
        if (result == LoginResult.StoreFailing)
            session.Reply(Replies.AccountNotStored);
        if (result == LoginResult.AccountChanged)
            session.Reply(Replies.WrongPassword);
        else if (passwordResult.IsNewAccount && session.Connected)
            session.TellAccountCreated(id);
    }
}
