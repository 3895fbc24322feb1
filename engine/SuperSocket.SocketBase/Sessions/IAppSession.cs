using System.Net;
using System.Text;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>The application's side of one connection.</summary>
public interface IAppSession : ISessionBase
{
    /// <summary>The server that the session belongs to.</summary>
    IAppServer AppServer { get; }

    /// <summary>The transport's side of the connection.</summary>
    ISocketSession SocketSession { get; }

    /// <summary>The application's own values. Not thread-safe.</summary>
    IDictionary<object, object> Items { get; }

    /// <summary>The configuration of the server.</summary>
    IServerConfig Config { get; }

    /// <summary>The address and port that the peer reached.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Local time of the last handled request or the last accepted send. Settable, for applications with an idea of their own.</summary>
    DateTime LastActiveTime { get; set; }

    /// <summary>Local time at which the session was created.</summary>
    DateTime StartTime { get; }

    /// <summary>Closes with <see cref="CloseReason.ServerClosing"/>. What was sent before is delivered first.</summary>
    void Close();

    /// <summary>Closes. What was sent before is delivered first. Safe to call from any thread, any number of times.</summary>
    /// <param name="reason">Told to <c>OnSessionClosed</c>, if no other reason was first.</param>
    void Close(CloseReason reason);

    /// <summary>Whether the session is open.</summary>
    bool Connected { get; }

    /// <summary>Encodes what is sent as text. Receiving follows the server's receive filter.</summary>
    Encoding Charset { get; set; }

    /// <summary>Key of the last command that was executed.</summary>
    string PrevCommand { get; set; }

    /// <summary>Key of the command that is being executed.</summary>
    string CurrentCommand { get; set; }

    /// <summary>The server's log.</summary>
    ILog Logger { get; }

    /// <summary>Filters and executes a received block.</summary>
    /// <param name="readBuffer">The array that holds the block.</param>
    /// <param name="offset">Where the block starts.</param>
    /// <param name="length">The block's length in bytes.</param>
    /// <param name="toBeCopied">Whether the array is used again after the call, so that a filter must copy what it keeps.</param>
    /// <returns>How much further the next block must be written from the session's receive offset (see <see cref="IOffsetAdapter"/>).</returns>
    int ProcessRequest(byte[] readBuffer, int offset, int length, bool toBeCopied);

    /// <summary>Called by the transport once, before the first request.</summary>
    void StartSession();
}

/// <summary>A session whose type and request type are known.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IAppSession<TAppSession, TRequestInfo> : IAppSession
    where TRequestInfo : IRequestInfo
    where TAppSession : IAppSession, IAppSession<TAppSession, TRequestInfo>, new()
{
    /// <summary>Ties a new session to its server and its connection. Called once, by the server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="socketSession">The connection.</param>
    void Initialize(IAppServer<TAppSession, TRequestInfo> server, ISocketSession socketSession);
}
