using System.Diagnostics.CodeAnalysis;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.WebSocket.Config;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>
/// What handles the text messages of the sessions that agreed on it. One object serves all sessions; it must be thread-safe once initialized.
/// </summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
public interface ISubProtocol<TWebSocketSession>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Finds the commands. Called once, when the server is set up.</summary>
    /// <param name="appServer">The server.</param>
    /// <param name="protocolConfig">The element <c>protocol</c>; <see langword="null"/> if there is none.</param>
    /// <param name="logger">The server's log.</param>
    /// <returns><see langword="false"/> makes the set-up fail.</returns>
    bool Initialize(IAppServer appServer, SubProtocolConfig? protocolConfig, ILog logger);

    /// <summary>The name; case makes no difference.</summary>
    string Name { get; }

    /// <summary>Makes a request of a text message; one that it returns <see langword="null"/> for is dropped.</summary>
    IRequestInfoParser<SubRequestInfo> SubRequestParser { get; }

    /// <summary>Finds a command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="command">The command.</param>
    bool TryGetCommand(string name, [NotNullWhen(true)] out ISubCommand<TWebSocketSession>? command);
}

/// <summary>Base of sub-protocols.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
public abstract class SubProtocolBase<TWebSocketSession> : ISubProtocol<TWebSocketSession>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Makes a sub-protocol.</summary>
    /// <param name="name">Its name.</param>
    public SubProtocolBase(string name) => Name = name;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IRequestInfoParser<SubRequestInfo> SubRequestParser { get; protected set; } = new BasicSubCommandParser();

    /// <inheritdoc/>
    public abstract bool Initialize(IAppServer appServer, SubProtocolConfig? protocolConfig, ILog logger);

    /// <inheritdoc/>
    public abstract bool TryGetCommand(string name, [NotNullWhen(true)] out ISubCommand<TWebSocketSession>? command);
}
