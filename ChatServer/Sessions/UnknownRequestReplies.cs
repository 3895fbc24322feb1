using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <summary>Replies to unknown commands and invalid lines.</summary>
internal static class UnknownRequestReplies
{
    /// <summary>Replies to a line.</summary>
    /// <param name="session">The session that sent it.</param>
    /// <param name="request">The line. An empty line is ignored.</param>
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
                    ReplyUnknownCommand(session, request.Key);
                break;
        }
    }

    private static void ReplyUnknownCommand(ChatSession session, string name)
        => session.Reply(Replies.UnknownCommand.With(PrintableText.Line(name), new CommandSuggestion(session.AppServer.Commands.Suggest(name))));
}
