using System.Net;
using ChatServer.Answers;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Lines;

/// <summary>Makes the line filter of each chat session.</summary>
/// <param name="decoder">Decodes the lines of all sessions.</param>
public sealed class ChatLineFilterFactory(LineDecoder decoder) : IReceiveFilterFactory<StringRequestInfo>
{
    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
    {
        var session = (ChatSession)appSession;
        return new ChatLineFilter(decoder, appServer.Config.MaxRequestLength, AnswerTelnet, () => session.Format is JsonFormat);

        // Telnet commands need no line, and count all the same.
        void AnswerTelnet(byte[] answer)
        {
            session.CountCommand();
            session.TrySend(new ArraySegment<byte>(answer));
        }
    }
}
