using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using ChatServer.Protocol.Languages;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Lang zh|en</c>: changes the language of the answers.</summary>
public class Lang : CommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is [string language] && ChatTexts.Of(language) is { } texts)
            Change(session, texts);
        else
            session.Answer(AnswerCode.WrongParameters);
    }

    private static void Change(ChatSession session, ChatTexts texts)
    {
        session.Texts = texts;
        session.Answer(AnswerCode.LanguageChanged, texts.Language);
    }
}
