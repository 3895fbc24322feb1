using SuperSocket.SocketBase;

namespace Company.Server1;

/// <summary>A server of text lines. App.config names it.</summary>
public class LineServer : AppServer<LineSession>
{
}

/// <summary>One connection.</summary>
public class LineSession : AppSession<LineSession>
{
}
