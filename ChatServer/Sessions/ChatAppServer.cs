using System.Text;
using ChatServer.Configuration;
using ChatServer.Lines;
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
    private SharedChatSystem _shared = null!;
    private int _entered;

    /// <summary>What this server shares with the other chat servers of its bootstrap. Open while the server runs.</summary>
    public ChatSystem System { get; private set; } = null!;

    /// <summary>The messages and who is logged in.</summary>
    public ChatService Chat => System.Chat;

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
        if (!TryReadOptions(rootConfig, config))
            return false;

        LineEncoding = TextEncoding is UTF8Encoding
            ? TextEncoding
            : Encoding.GetEncoding(TextEncoding.CodePage, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);
        ReceiveFilterFactory = new ChatLineFilterFactory(new LineDecoder(TextEncoding));
        _shared = SharedChatSystem.Of(Bootstrap);
        return true;
    }

    /// <inheritdoc/>
    public override bool Start()
    {
        if (State != ServerState.NotStarted)
            return base.Start();
        if (!_shared.TryEnter(Logger, out ChatSystem? system, out string? error))
        {
            Logger.Error($"The server {Name} cannot be started: {error}");
            return false;
        }

        System = system;
        _entered = 1;
        bool started = base.Start();
        if (!started)
            Leave();
        return started;
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        base.Stop();
        if (State == ServerState.NotStarted)
            Leave();
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _entered, 0) == 1)
            _shared.Leave();
    }

    private bool TryReadOptions(IRootConfig rootConfig, IServerConfig config)
    {
        string? error = ServerAttributes.FindUnknown(rootConfig, config)
            ?? ServerAttributes.FindUnusable(config, TextEncoding)
            ?? ReadLanguage(config);
        if (error == null)
            return true;
        Logger.Error(error);
        return false;
    }

    private string? ReadLanguage(IServerConfig config)
    {
        string? language = config.Options?[ServerAttributes.Language];
        if (language == null)
            return null;
        if (ChatTexts.Of(language) is not { } texts)
            return $"The server '{Name}': {ServerAttributes.Language}=\"{language}\" is not known; use zh or en.";
        DefaultTexts = texts;
        return null;
    }
}
