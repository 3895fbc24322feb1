using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <summary>The replies to lines that are no command of the server.</summary>
internal static class UnknownRequests
{
    /// <summary>Replies what is wrong with a line, or closes a connection that does not speak the protocol.</summary>
    public static void ReplyUnknown(this ChatSession session, ChatRequest request)
    {
        switch (request.Fault)
        {
            case LineFault.TooLong:
                session.Reply(Replies.LineTooLong.With(session.Config.MaxRequestLength));
                break;
            case LineFault.InvalidText:
                session.Reply(Replies.InvalidText.With(session.AppServer.TextEncoding.WebName));
                break;
            case LineFault.InvalidJson:
                session.Reply(Replies.InvalidJson.With(PrintableText.Line(request.Why)));
                break;
            case LineFault.Endless or LineFault.Http:
                session.Close(CloseReason.ProtocolError);
                break;
            default:
                if (request.Key.Length > 0)
                    session.Reply(Replies.UnknownCommand.With(PrintableText.Line(request.Key), new CommandSuggestion(session.AppServer.Commands.Suggest(request.Key))));
                break;
        }
    }
}
