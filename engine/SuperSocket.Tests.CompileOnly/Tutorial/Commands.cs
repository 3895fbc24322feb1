using System;
using System.Linq;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Application16.Tutorial
{
    /// <summary>A second desk with the same name closes the first.</summary>
    public class SignIn : CommandBase<DeskSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            if (requestInfo.Parameters == null || requestInfo.Parameters.Length != 1)
            {
                session.Send("who are you?");
                return;
            }

            string user = requestInfo.Parameters[0];
            foreach (DeskSession other in session.AppServer.GetSessions(s => s.User == user && s.SessionID != session.SessionID))
            {
                other.Send("somebody else is you now");
                other.Close();
            }

            session.User = user;
            session.Send("signed in as " + user);
        }
    }

    public class Say : CommandBase<DeskSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            string to = requestInfo.GetFirstParam();
            string text = requestInfo.Body.Substring(to.Length).Trim();
            DeskSession target = session.AppServer.GetAllSessions().FirstOrDefault(s => s.User == to);

            if (target == null)
            {
                session.Send("not here: " + to);
                return;
            }

            target.Send(session.User + " says " + text);
            session.Send("said");
        }
    }

    public class Fail : CommandBase<DeskSession, StringRequestInfo>
    {
        public override string Name
        {
            get { return "BREAK"; }
        }

        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            throw new InvalidOperationException("out of order");
        }
    }

    public class Leave : CommandBase<DeskSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            session.Send("bye");
            session.Close(CloseReason.ServerClosing);
        }
    }
}
