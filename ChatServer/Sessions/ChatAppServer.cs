using System.Runtime.CompilerServices;
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

    /// <summary>The language of sessions that ask for none.</summary>
    public ChatTexts DefaultTexts { get; private set; } = ChatTexts.Chinese;

    /// <summary>Our engine's extension: one block often holds many messages to one recipient, and no command waits for an answer.</summary>
    protected override bool BatchSends => true;

    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!TryReadOptions(config))
            return false;

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
