using SuperSocket.WebSocket;
using SuperSocket.WebSocket.SubProtocol;

namespace Company.Server1;

/// <summary>One room. Its commands are the public classes of this assembly that derive from SubCommandBase.</summary>
public class RoomServer : WebSocketServer<RoomSession>
{
    // Before the handshake is accepted. Cookies and headers are known here.
    protected override bool ValidateHandshake(RoomSession session, string origin) => session.UserName.Length is > 0 and <= 32;
}

/// <summary>One page that is open.</summary>
public class RoomSession : WebSocketSession<RoomSession>
{
    public string UserName => Path.Split("?name=") is [_, var name] ? Uri.UnescapeDataString(name) : "";

    protected override void HandleUnknownCommand(SubRequestInfo requestInfo) => Send($"There is no command {requestInfo.Key}.");
}
