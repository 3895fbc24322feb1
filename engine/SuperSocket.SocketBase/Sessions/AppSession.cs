using System.Net;
using System.Security.Authentication;
using System.Text;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>
/// The application's side of one connection. Requests of a session are handled strictly one after another; sending and closing
/// are safe from any thread.
/// </summary>
/// <typeparam name="TAppSession">The application's session type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract partial class AppSession<TAppSession, TRequestInfo> : IAppSession, IAppSession<TAppSession, TRequestInfo>
    where TAppSession : AppSession<TAppSession, TRequestInfo>, IAppSession, new()
    where TRequestInfo : class, IRequestInfo
{
    private Dictionary<object, object>? _items;
    private long _lastActiveTicks = Environment.TickCount64;

    /// <summary>Makes a session; it becomes usable with <see cref="Initialize"/>.</summary>
    public AppSession()
    {
    }

    /// <summary>The server that the session belongs to.</summary>
    public virtual AppServerBase<TAppSession, TRequestInfo> AppServer { get; private set; } = null!;

    IAppServer IAppSession.AppServer => AppServer;

    /// <inheritdoc/>
    public Encoding Charset { get; set; } = Encoding.ASCII;

    /// <inheritdoc/>
    public IDictionary<object, object> Items => _items ??= [];

    /// <inheritdoc/>
    public bool Connected { get; internal set; }

    /// <inheritdoc/>
    public string PrevCommand { get; set; } = null!;

    /// <inheritdoc/>
    public string CurrentCommand { get; set; } = null!;

    /// <summary>The TLS protocols of the connection.</summary>
    public SslProtocols SecureProtocol
    {
        get => SocketSession.SecureProtocol;
        set => SocketSession.SecureProtocol = value;
    }

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint => SocketSession.LocalEndPoint;

    /// <inheritdoc/>
    public IPEndPoint RemoteEndPoint => SocketSession.RemoteEndPoint;

    /// <inheritdoc/>
    public ILog Logger => AppServer.Logger;

    /// <inheritdoc/>
    /// <remarks>Kept on a clock that never jumps; the local time is computed when asked for.</remarks>
    public DateTime LastActiveTime
    {
        get => DateTime.Now.AddMilliseconds(_lastActiveTicks - Environment.TickCount64);
        set => _lastActiveTicks = Environment.TickCount64 + (long)(value - DateTime.Now).TotalMilliseconds;
    }

    /// <summary>Our extension: how long ago the session was last active, on the clock by which idle sessions are closed.</summary>
    public TimeSpan IdleTime => TimeSpan.FromMilliseconds(Environment.TickCount64 - _lastActiveTicks);

    /// <inheritdoc/>
    public DateTime StartTime { get; } = DateTime.Now;

    /// <inheritdoc/>
    public string SessionID { get; private set; } = null!;

    /// <inheritdoc/>
    public ISocketSession SocketSession { get; private set; } = null!;

    /// <inheritdoc/>
    public IServerConfig Config => AppServer.Config;

    /// <inheritdoc/>
    public virtual void Initialize(IAppServer<TAppSession, TRequestInfo> appServer, ISocketSession socketSession)
    {
        AppServer = (AppServerBase<TAppSession, TRequestInfo>)appServer;
        Charset = AppServer.TextEncoding;
        SocketSession = socketSession;
        SessionID = socketSession.SessionID;
        Connected = true;
        if (socketSession is not ISharedFilterTransport { SharesFilter: true })
        {
            _receiveFilter = AppServer.ReceiveFilterFactory.CreateFilter(appServer, this, socketSession.RemoteEndPoint);
            (_receiveFilter as IReceiveFilterInitializer)?.Initialize(appServer, this);
        }

        socketSession.Initialize(this);
        OnInit();
    }

    /// <summary>Called before the session is registered. Sending is allowed on plain connections.</summary>
    protected virtual void OnInit()
    {
    }

    /// <summary>Called once the session is registered, before its first request.</summary>
    protected virtual void OnSessionStarted()
    {
    }

    /// <summary>Called exactly once for every session that was registered, when it closes.</summary>
    /// <param name="reason">Why it closes.</param>
    protected internal virtual void OnSessionClosed(CloseReason reason)
    {
    }

    /// <summary>Called with what a command threw. The base logs it and closes the session; without calling the base it stays open.</summary>
    /// <param name="e">What was thrown.</param>
    protected virtual void HandleException(Exception e)
    {
        Logger.Error(this, "Unhandled exception in a command.", e);
        Close(CloseReason.ApplicationError);
    }

    /// <summary>Called with a request whose key is no command's name. The base does nothing.</summary>
    /// <param name="requestInfo">The request.</param>
    protected virtual void HandleUnknownRequest(TRequestInfo requestInfo)
    {
    }

    /// <summary>The limit of a request's length in bytes, terminator included; a request that reaches it closes the session.</summary>
    /// <returns>The configured <c>maxRequestLength</c>.</returns>
    protected virtual int GetMaxRequestLength() => AppServer.Config.MaxRequestLength;

    /// <summary>
    /// Our extension: called when the peer took everything that waited for it, after a <c>TrySend</c> was refused for lack of room.
    /// Never called by two threads at once.
    /// </summary>
    protected virtual void OnSendRoom()
    {
    }

    /// <inheritdoc/>
    public virtual void Close() => Close(CloseReason.ServerClosing);

    /// <inheritdoc/>
    public virtual void Close(CloseReason reason) => SocketSession.Close(reason);

    internal void RaiseException(Exception e) => HandleException(e);

    internal void RaiseUnknownRequest(TRequestInfo requestInfo) => HandleUnknownRequest(requestInfo);

    internal long MarkActive()
    {
        // Not with each request of a millisecond: a write takes the session's memory away from processors that send to it.
        long now = Environment.TickCount64;
        if (_lastActiveTicks != now)
            _lastActiveTicks = now;
        return now;
    }

    void IAppSession.StartSession()
    {
        try
        {
            OnSessionStarted();
        }
        catch (Exception e)
        {
            Logger.Error(this, "OnSessionStarted failed.", e);
        }
    }
}
