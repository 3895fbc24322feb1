using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Company.Server1;

/// <summary>Check id password: logs in. The first login of an id makes its account.</summary>
public class Check : CommandBase<ChatSession, StringRequestInfo>
{
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is not [{ Length: <= 32 } id, var password])
        {
            session.Send("Check id password");
            return;
        }

        if (session.AppServer.Users.LogIn(id, password) is not { } user)
        {
            session.Send("Wrong password");
            return;
        }

        if (session.User != user)
            session.User?.Leave(session);
        session.User = user;
        user.Join(session);
    }
}

/// <summary>Chat id text: sends a message to a user.</summary>
public class Chat : CommandBase<ChatSession, StringRequestInfo>
{
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Body.Split(' ', 2) is not [var id, { Length: > 0 } text])
            session.Send("Chat id text");
        else if (session.AppServer.Users.Find(id) is not { } recipient)
            session.Send($"There is no user {id}");
        else if (recipient.Deliver($"{session.User!.Id}: {text}") is not { } isSent)
            session.Send($"Too many messages wait for {id}");
        else if (!isSent)
            session.Send($"{id} is offline; the message waits");
    }
}

/// <summary>HB: answers, so that a client knows that the server is there.</summary>
public class HB : CommandBase<ChatSession, StringRequestInfo>
{
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo) => session.Send("HB");
}
