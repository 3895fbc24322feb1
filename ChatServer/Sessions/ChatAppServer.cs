using System.Runtime.CompilerServices;
using System.Text;
using ChatServer.Configuration;
using ChatServer.Lines;
using ChatServer.Messages;
using ChatServer.Texts;
using ChatServer.Users;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace ChatServer.Sessions;

/// <summary>
/// A chat server on one or more listeners. All chat servers of one bootstrap share the users and messages, whatever their encodings.
/// </summary>
[Authorize]
public class ChatAppServer : AppServer<ChatSession>
{
    private static readonly ConditionalWeakTable<IBootstrap, ChatService> SharedChats = [];

    /// <summary>The messages and who is logged in.</summary>
    public ChatService Chat { get; private set; } = null!;

    /// <summary>
    /// Encodes what is sent: a character that the listener's encoding lacks becomes a question mark. Code pages of their own would take
    /// the character that fits best, which may be a control character: that of an arrow in koi8-r is ESC.
    /// </summary>
    internal Encoding LineEncoding { get; private set; } = Encoding.UTF8;

    /// <summary>The language of sessions that ask for none.</summary>
    public ChatTexts DefaultTexts { get; private set; } = ChatTexts.Chinese;

    /// <summary>Our engine's extension: one block often holds many messages to one recipient, and no command waits for an answer.</summary>
    protected override bool BatchSends => true;

    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!TryReadOptions(config))
            return false;

        LineEncoding = TextEncoding is UTF8Encoding
            ? TextEncoding
            : Encoding.GetEncoding(TextEncoding.CodePage, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);
        ReceiveFilterFactory = new ChatLineFilterFactory(new LineDecoder(TextEncoding));
        Chat = Bootstrap == null ? CreateChat(new ChatOptions()) : SharedChats.GetValue(Bootstrap, bootstrap => CreateChat(ChatOptions.Load(bootstrap.StartupConfigFile)));
        return true;
    }

    private static ChatService CreateChat(ChatOptions options)
        => new(new MemoryMessageStore(options.Store, new MessageIds(TimeProvider.System)));

    private bool TryReadOptions(IServerConfig config)
    {
        if (ServerAttributes.FindUnknown(config) is { } error)
        {
            Logger.Error(error);
            return false;
        }

        string? language = config.Options?[ServerAttributes.Language];
        if (language == null)
            return true;

        if (ChatTexts.Of(language) is { } texts)
        {
            DefaultTexts = texts;
            return true;
        }

        Logger.Error($"The server '{Name}': {ServerAttributes.Language}=\"{language}\" is not known; use zh or en.");
        return false;
    }
}
