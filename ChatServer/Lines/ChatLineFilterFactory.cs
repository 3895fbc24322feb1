using System.Net;
using ChatServer.Answers;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Lines;

/// <summary>Makes the line filter of each chat session.</summary>
/// <param name="decoder">Decodes the lines of all sessions.</param>
/// <param name="isFramed">Whether lines come in frames: their ends do not count, and no browser takes the listener for a web server.</param>
public sealed class ChatLineFilterFactory(LineDecoder decoder, bool isFramed = false) : IReceiveFilterFactory<StringRequestInfo>
{
    private readonly RecentKeys _keys = new();

    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
    {
        var session = (ChatSession)appSession;
        int limit = appServer.Config.MaxRequestLength + (isFramed ? 1 : 0);
        return new ChatLineFilter(decoder, limit, AnswerTelnet, _keys, () => session.Format is JsonFormat) { LooksForHttp = !isFramed };

        // Telnet commands need no line, and count all the same.
        void AnswerTelnet(byte[] answer)
        {
            session.CountCommand();
            session.TrySend(new ArraySegment<byte>(answer));
        }
    }
}
