using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ChatServer.Core.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.Web;

#pragma warning disable CA1001 // what it owns ends with StopKestrel, as a server ends with Stop
/// <summary>
/// Serves connections with Kestrel, the web server of ASP.NET Core. They are accepted, counted and made sessions of as those of every other server.
/// </summary>
/// <param name="appServer">Makes the sessions.</param>
/// <param name="listeners">Where it listens.</param>
/// <param name="config">Its configuration.</param>
/// <param name="addresses">The connections of each address.</param>
/// <param name="answer">Answers requests; it lets no exception escape.</param>
internal sealed class KestrelSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config, AddressTable addresses, Func<HttpContext, Task> answer)
    : StreamSocketServer(appServer, listeners, config), IHttpApplication<HttpContext>
#pragma warning restore CA1001
{
    // How long requests that are being answered may take when the server stops.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private AcceptedConnections? _accepted;
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
            // Who asks may be behind a proxy that has said so.
            IPAddress? address = context.Connection.RemoteIpAddress;
            bool isForwarded = address != null && !address.Equals(connection.Client.Address);
            OpenSession(transport, connection.Security, isForwarded ? new IPEndPoint(address!, context.Connection.RemotePort) : connection.Client);
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

    /// <inheritdoc/>
    protected override string? FindRestartReason(string option)
        => option == EngineOptions.HandshakeTimeOutName ? "the web server has it from the start" : base.FindRestartReason(option);

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context) => answer(context);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    protected override void PrepareAccepting(IReadOnlyList<ListenerInfo> listeners)
    {
        _accepted = new AcceptedConnections();
        _application = Build(listeners, _accepted);

        // Starting a server is synchronous in this programming model, and Kestrel needs nobody's thread for it.
        try
        {
            _application.Services.GetRequiredService<IServer>().StartAsync(this, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch
        {
            StopKestrel();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void OnAccepted(Socket socket, ListenerInfo listener, IPEndPoint? client) => _accepted!.Add(socket, listener.EndPoint, client);

    private WebApplication Build(IReadOnlyList<ListenerInfo> listeners, AcceptedConnections accepted)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new KestrelLogs(AppServer.Logger, e => LogFailedHandshake(null, e)));
        builder.Logging.AddFilter(KestrelLogs.HandshakeCategory, Microsoft.Extensions.Logging.LogLevel.Debug);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<IConnectionListenerFactory>(accepted);
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            SetLimits(options);
            foreach (ListenerInfo info in listeners)
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
            OnConnection = connection => CreateTlsOptionsAsync(security, connection.ClientHelloInfo.ServerName),
        });

        // Behind the handshake.
        listener.Use(next => context =>
        {
            CountHandshake();
            return next(context);
        });
    }

    // The connection has its slot already.
    private async Task CountAsync(ConnectionContext context, ConnectionDelegate next, SslProtocols security)
    {
        var client = (IPEndPoint)context.RemoteEndPoint!;
        var address = AddressBlock.Of(client.Address);
        if (!IsRunning || !addresses.TryEnter(address))
        {
            ReleaseAddress(client.Address);
            ReleaseSlot();
            return;
        }

        // From here until it becomes a session, which counts itself.
        var connection = new Connection(security, client, () => addresses.Leave(address, Environment.TickCount64));
        try
        {
            context.Features.Set(connection);
            await next(context);
        }
        finally
        {
            connection.LeaveAddress();
            ReleaseAddress(client.Address);
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
        _accepted!.Dispose();
    }

    /// <summary>What is known of a connection besides its requests.</summary>
    /// <param name="security">The TLS protocols of its listener.</param>
    /// <param name="client">Who has connected, maybe through a proxy.</param>
    /// <param name="leaveAddress">Its address has a connection less.</param>
    private sealed class Connection(SslProtocols security, IPEndPoint client, Action leaveAddress)
    {
        private Action? _leaveAddress = leaveAddress;

        public SslProtocols Security { get; } = security;

        public IPEndPoint Client { get; } = client;

        /// <summary>Whether it has become a session, with which its slot is released.</summary>
        public bool IsSession { get; set; }

        /// <summary>Counts the connection no longer, if it was.</summary>
        public void LeaveAddress() => Interlocked.Exchange(ref _leaveAddress, null)?.Invoke();
    }
}
