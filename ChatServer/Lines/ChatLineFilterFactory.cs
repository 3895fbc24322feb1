using System.Net;
using ChatServer.Answers;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Lines;

/// <summary>Makes the line filter of each chat session.</summary>
/// <param name="decoder">Decodes the lines of all sessions.</param>
/// <param name="lineEndBytes">By how many bytes a line may exceed <c>maxRequestLength</c>, because that does not count its end.</param>
public sealed class ChatLineFilterFactory(LineDecoder decoder, int lineEndBytes = 0) : IReceiveFilterFactory<StringRequestInfo>
{
    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
    {
        var session = (ChatSession)appSession;
        return new ChatLineFilter(decoder, appServer.Config.MaxRequestLength + lineEndBytes, AnswerTelnet, () => session.Format is JsonFormat);

        // Telnet commands need no line, and count all the same.
        void AnswerTelnet(byte[] answer)
        {
            session.CountCommand();
            session.TrySend(new ArraySegment<byte>(answer));
        }
    }
}
