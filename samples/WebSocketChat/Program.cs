// A chat over WebSockets with the commands of a sub-protocol. In the console of a browser:
//
//   s = new WebSocket('ws://127.0.0.1:4110/?name=alice', ['chat'])
//   s.onmessage = e => console.log(e.data)
//   s.send('SAY hello')                          -> alice: hello       (to all)
//   s.send('WHO-7')                              -> WHO-7 ["alice"]    (7 is a token: the reply has it too)
//   s.send('DANCE')                              -> There is no command DANCE.
using System;
using System.Linq;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;
using SuperSocket.WebSocket;
using SuperSocket.WebSocket.SubProtocol;

namespace Samples.WebSocketChat
{
    public class RoomServer : WebSocketServer<RoomSession>
    {
        // Before the handshake is accepted; false answers 403.
        protected override bool ValidateHandshake(RoomSession session, string origin)
        {
            return session.UserName.Length > 0;
        }
    }

    public class RoomSession : WebSocketSession<RoomSession>
    {
        public string UserName
        {
            get
            {
                int name = Path.IndexOf("?name=", StringComparison.Ordinal);
                return name < 0 ? "" : Uri.UnescapeDataString(Path.Substring(name + "?name=".Length));
            }
        }

        protected override void HandleUnknownCommand(SubRequestInfo requestInfo)
        {
            Send("There is no command " + requestInfo.Key + ".");
        }
    }

    public class SAY : SubCommandBase<RoomSession>
    {
        public override void ExecuteCommand(RoomSession session, SubRequestInfo requestInfo)
        {
            session.AppServer.Broadcast(session.AppServer.GetAllSessions(), session.UserName + ": " + requestInfo.Body, null);
        }
    }

    public class WHO : JsonSubCommand<RoomSession, string>
    {
        protected override void ExecuteJsonCommand(RoomSession session, string commandInfo)
        {
            SendJsonMessage(session, session.AppServer.GetAllSessions().Where(other => other.Handshaked).Select(other => other.UserName).ToArray());
        }
    }

    internal static class Program
    {
        private static int Main(string[] args)
        {
            // An argument names another configuration file than the program's own.
            IBootstrap bootstrap = args.Length > 0
                ? BootstrapFactory.CreateBootstrapFromConfigFile(args[0])
                : BootstrapFactory.CreateBootstrap();

            if (!bootstrap.Initialize() || bootstrap.Start() != StartResult.Success)
                return 1;

            foreach (IWorkItem item in bootstrap.AppServers)
                Console.WriteLine("Listening on {0} ({1})", ((IAppServer)item).Listeners[0].EndPoint, item.Name);

            Console.WriteLine("Press Enter to stop.");
            Console.ReadLine();
            bootstrap.Stop();
            return 0;
        }
    }
}
