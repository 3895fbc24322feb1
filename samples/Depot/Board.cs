using System.Linq;
using Newtonsoft.Json;
using SuperSocket.SocketBase;
using SuperWebSocket;
using SuperWebSocket.SubProtocol;

namespace Depot.WebSockets
{
    public class BoardServer : WebSocketServer<BoardSession>
    {
        protected override void OnNewSessionConnected(BoardSession session)
        {
            base.OnNewSessionConnected(session);
        }

        public void Tell(string order)
        {
            foreach (var session in GetAllSessions())
                session.Send(JsonConvert.SerializeObject(new { Order = order }));
        }
    }

    public class BoardSession : JsonWebSocketSession<BoardSession>
    {
        public string Hall { get; set; }

        protected override void OnSessionStarted()
        {
            if (Cookies != null)
                Hall = Cookies["hall"];
            base.OnSessionStarted();
        }
    }

    public class JoinRequest
    {
        public string Hall { get; set; }
        public int Gate { get; set; }
    }

    public class JOIN : JsonSubCommand<BoardSession, JoinRequest>
    {
        protected override void ExecuteJsonCommand(BoardSession session, JoinRequest commandInfo)
        {
            session.Hall = commandInfo.Hall;
            SendJsonMessage(session, new { Count = session.AppServer.GetAllSessions().Count(s => s.Hall == commandInfo.Hall), commandInfo.Gate });
        }
    }

    public class QUERY : SubCommandBase<BoardSession>
    {
        public override void ExecuteCommand(BoardSession session, SubRequestInfo requestInfo)
        {
            session.SendJsonMessage("QUERY", new { session.Hall });
        }
    }
}
