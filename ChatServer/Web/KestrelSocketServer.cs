using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ChatServer.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.Web;

/// <summary>
/// Accepts connections with Kestrel, the web server of ASP.NET Core. The listening sockets, the count of connections and the sessions are
/// those of every other server.
/// </summary>
/// <param name="appServer">Makes the sessions.</param>
/// <param name="listeners">Where it listens.</param>
/// <param name="config">Its configuration.</param>
/// <param name="addresses">The connections of each address.</param>
/// <param name="answer">Answers requests; it lets no exception escape.</param>
internal sealed class KestrelSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config, AddressTable addresses, Func<HttpContext, Task> answer)
    : StreamSocketServer(appServer, listeners, config), IHttpApplication<HttpContext>
{
    // How long requests that are being answered may take when the server stops.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private readonly List<Socket> _sockets = [];
    private WebApplication? _application;

    /// <inheritdoc/>
    protected override bool HasConnections => HasSessions;

    /// <summary>Makes a session of an upgraded request.</summary>
    /// <param name="context">The request, which must be kept until the task ends.</param>
    /// <param name="transport">Its connection.</param>
    /// <returns>Ends when the session is gone.</returns>
    public async Task RunSessionAsync(HttpContext context, WebSocketTransport transport)
    {
        var connection = context.Features.GetRequiredFeature<Connection>();
        connection.IsSession = true;
        connection.LeaveAddress();
        try
        {
            OpenSession(transport, connection.Security);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client is gone already.
            connection.IsSession = false;
            return;
        }

        await transport.Ended;
    }

    /// <inheritdoc/>
    public override void WaitForConnections()
    {
        base.WaitForConnections();
        StopKestrel();
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context) => answer(context);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    protected override void StartAccepting(IReadOnlyList<(ListenerInfo Info, Socket Socket)> listeners)
    {
        _sockets.AddRange(listeners.Select(listener => listener.Socket));
        _application = Build(listeners);

        // Starting a server is synchronous in this programming model, and Kestrel needs nobody's thread for it.
        try
        {
            _application.Services.GetRequiredService<IServer>().StartAsync(this, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch
        {
            Stop();
            StopKestrel();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void StopAccepting()
    {
        // Kestrel takes a closed listener for the end of its listening; it is stopped itself when the sessions are gone.
        foreach (Socket socket in _sockets)
            socket.Dispose();
        _sockets.Clear();
    }

    private WebApplication Build(IReadOnlyList<(ListenerInfo Info, Socket Socket)> listeners)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new KestrelLogs(AppServer.Logger));
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<SocketTransportOptions>(options =>
        {
            options.CreateBoundListenSocket = endPoint => listeners.First(listener => listener.Info.EndPoint.Equals(endPoint)).Socket;

            // What waits for a slow reader is bounded by our send queue; a write ends when the socket has taken it.
            options.MaxWriteBufferSize = 2;

            // Nothing here blocks a thread, and each frame would else change threads twice: docs/performance.md has the figures.
            options.UnsafePreferInlineScheduling = true;
        });
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            SetLimits(options);
            foreach ((ListenerInfo info, _) in listeners)
                options.Listen(info.EndPoint, listener => Set(listener, info.Security));
        });
        return builder.Build();
    }

    private static void SetLimits(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        KestrelServerLimits limits = options.Limits;
        limits.MaxConcurrentConnections = null; // ours count: maxConnectionNumber
        limits.MaxConcurrentUpgradedConnections = null;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024; // a browser sends the cookies of all programs on 127.0.0.1
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestBodySize = 0; // nothing here takes a body
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
    }

    private void Set(ListenOptions listener, SslProtocols security)
    {
        listener.Protocols = HttpProtocols.Http1;
        listener.Use(next => context => CountAsync(context, next, security));
        if (security == SslProtocols.None)
            return;
        listener.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeOut,
            OnConnection = _ => CreateTlsOptionsAsync(security),
        });
    }

    private async Task CountAsync(ConnectionContext context, ConnectionDelegate next, SslProtocols security)
    {
        if (!IsRunning || !TryTakeSlot())
            return;

        // From here until it becomes a session, which counts itself.
        AddressBlock address = AddressBlock.Of(((IPEndPoint)context.RemoteEndPoint!).Address);
        if (!addresses.TryEnter(address))
        {
            ReleaseSlot();
            return;
        }

        var connection = new Connection(security, () => addresses.Leave(address, Environment.TickCount64));
        try
        {
            SetOptions(context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket);
            context.Features.Set(connection);
            await next(context);
        }
        catch (SocketException)
        {
            // The client is gone already.
        }
        finally
        {
            connection.LeaveAddress();
            if (!connection.IsSession)
                ReleaseSlot();
        }
    }

    private void StopKestrel()
    {
        if (Interlocked.Exchange(ref _application, null) is not { } application)
            return;
        using var time = new CancellationTokenSource(StopTime);
        try
        {
            application.Services.GetRequiredService<IServer>().StopAsync(time.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Its time was over, and it has cut the rest.
        }

        application.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What is known of a connection besides its requests.</summary>
    /// <param name="security">The TLS protocols of its listener.</param>
    /// <param name="leaveAddress">Its address has a connection less.</param>
    private sealed class Connection(SslProtocols security, Action leaveAddress)
    {
        private Action? _leaveAddress = leaveAddress;

        public SslProtocols Security { get; } = security;

        /// <summary>Whether it has become a session, with which its slot is released.</summary>
        public bool IsSession { get; set; }

        /// <summary>Counts the connection no longer, if it was.</summary>
        public void LeaveAddress() => Interlocked.Exchange(ref _leaveAddress, null)?.Invoke();
    }
}
