using System;
using System.Collections.Generic;
using System.Linq;
using Depot.Filters;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace Depot.Commands
{
    public class ECHO : CommandBase<TelnetSession, StringRequestInfo>
    {
        public override void ExecuteCommand(TelnetSession session, StringRequestInfo requestInfo)
        {
            session.Send(requestInfo.Body);
        }
    }

    public class LOGIN : StringCommandBase<TelnetSession>
    {
        public override void ExecuteCommand(TelnetSession session, StringRequestInfo requestInfo)
        {
            if (requestInfo.Parameters.Length == 2 && requestInfo[1] == "secret")
            {
                session.UserName = requestInfo.GetFirstParam();
                session.Send("Hello {0}", session.UserName);
                return;
            }

            session.Failures++;
            session.Send("Wrong password");

            if (session.Failures >= session.AppServer.MaxFailures)
                session.Close(CloseReason.ServerClosing);
        }
    }

    [LoggedInValidationFilter]
    public class ADD : CommandBase<TelnetSession, StringRequestInfo>
    {
        public override void ExecuteCommand(TelnetSession session, StringRequestInfo requestInfo)
        {
            session.Send(requestInfo.Parameters.Select(p => Convert.ToInt32(p)).Sum().ToString());
        }
    }

    [LoggedInValidationFilter]
    public class PICK : CommandBase<TelnetSession, StringRequestInfo>
    {
        public override string Name
        {
            get { return "PICK"; }
        }

        public override void ExecuteCommand(TelnetSession session, StringRequestInfo requestInfo)
        {
            session.AppServer.Picked();
            var server = session.AppServer;
            server.AsyncRun(() => server.Board.Tell(requestInfo.Body), e => session.Logger.Error(e));
            session.Send("OK");
        }
    }

    // Commands that answer with a text of the configuration.
    internal class TextCommand : CommandBase<TelnetSession, StringRequestInfo>
    {
        private readonly string m_Name;
        private readonly string m_Text;

        public TextCommand(string name, string text)
        {
            m_Name = name;
            m_Text = text;
        }

        public override string Name
        {
            get { return m_Name; }
        }

        public override void ExecuteCommand(TelnetSession session, StringRequestInfo requestInfo)
        {
            session.Send(m_Text);
        }
    }

    public class DepotCommandLoader : CommandLoaderBase<ICommand<TelnetSession, StringRequestInfo>>
    {
        public override bool Initialize(IRootConfig rootConfig, IAppServer appServer)
        {
            return true;
        }

        public override bool TryLoadCommands(out IEnumerable<ICommand<TelnetSession, StringRequestInfo>> commands)
        {
            commands = new[] { new TextCommand("DEPOT", System.Configuration.ConfigurationManager.AppSettings["depotName"]) };
            return true;
        }
    }
}
