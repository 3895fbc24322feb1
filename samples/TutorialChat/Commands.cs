using System;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.TutorialChat
{
    // Check id password
    public class Check : CommandBase<ChatSession, StringRequestInfo>
    {
        public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
        {
            // The tutorial takes every password.
            if (requestInfo.Parameters.Length == 2)
                session.Users.LogIn(requestInfo.Parameters[0], session);
            else
                session.SendWrongParameters();
        }
    }

    // Chat id text
    public class Chat : CommandBase<ChatSession, StringRequestInfo>
    {
        public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
        {
            string[] parts = requestInfo.Body.Split(new[] { ' ' }, 2);
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
                session.SendWrongParameters();
            else if (!session.Users.Deliver(parts[0], new ChatMessage(session.UserId, parts[1])))
                session.Send("消息未发送成功");
        }
    }

    // Confirm id-of-a-message
    public class Confirm : CommandBase<ChatSession, StringRequestInfo>
    {
        public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
        {
            Guid id;
            if (Guid.TryParse(requestInfo.Body, out id))
                session.Users.Confirm(session.UserId, id);
            else
                session.SendWrongParameters();
        }
    }

    // HB R: the heartbeat of the client. A session that sends none is closed after idleSessionTimeOut.
    public class HB : CommandBase<ChatSession, StringRequestInfo>
    {
        public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
        {
            if (requestInfo.Body == "R")
                session.Send("R");
            else
                session.SendWrongParameters();
        }
    }
}
