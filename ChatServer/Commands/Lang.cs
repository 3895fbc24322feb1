using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Lang zh|en</c>: changes the language of the replies.</summary>
public class Lang : ChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Lang),
        new CommandForm(
            "选择语言;Lang en: switch to English",
            "choose the language; Lang zh: 切换到中文",
            CommandParameter.Literal("value", "zh|en")))
    {
        Role = CommandRole.Anyone,
        HelpOrder = 150,
    };

    /// <inheritdoc/>
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        if (Language.Find(request.Parameters[0]) is not { } language)
            return false;
        session.Language = language;
        session.Reply(Replies.LanguageChanged.With(language.Name));
        return true;
    }
}
