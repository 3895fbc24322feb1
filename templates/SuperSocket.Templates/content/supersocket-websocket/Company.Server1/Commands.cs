using SuperSocket.WebSocket.SubProtocol;

namespace Company.Server1;

/// <summary>SAY text: sends the text to everybody.</summary>
public class SAY : SubCommandBase<RoomSession>
{
    public override void ExecuteCommand(RoomSession session, SubRequestInfo requestInfo)
        => session.AppServer.Broadcast(session.AppServer.GetAllSessions(), $"{session.UserName}: {requestInfo.Body}", null);
}

/// <summary>WHO: sends who is there.</summary>
public class WHO : SubCommandBase<RoomSession>
{
    public override void ExecuteCommand(RoomSession session, SubRequestInfo requestInfo)
        => session.Send(string.Join(", ", session.AppServer.GetAllSessions().Where(other => other.Handshaked).Select(other => other.UserName).Order()));
}
