using System.Net;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Sessions;

/// <summary>Creates the line filter of each chat session.</summary>
/// <param name="decoder">Decodes the lines of all sessions.</param>
/// <param name="isFramed">
/// Whether lines arrive in frames. If so, line ends have no meaning, and a browser cannot mistake the listener for a web server.
/// </param>
public sealed class ChatLineFilterFactory(LineDecoder decoder, bool isFramed = false) : IReceiveFilterFactory<StringRequestInfo>
{
    private readonly RecentKeys _keys = new();

    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
    {
        int limit = appServer.Config.MaxRequestLength + (isFramed ? 1 : 0);
        return new ChatLineFilter(decoder, limit, (ChatSession)appSession, _keys) { LooksForHttp = !isFramed };
    }
}
