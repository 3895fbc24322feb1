using System.Net;
using System.Net.Sockets;
using ChatServer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatServer.Admin.Http;

/// <summary>The HTTP listener of administrators, by Kestrel: bounded in connections, bytes and time.</summary>
internal sealed class AdminListener : IAsyncDisposable
{
    /// <summary>Connections at a time; more are closed.</summary>
    public const int MaxConnections = 200;

    private const int MaxBodyBytes = 64 * 1024;

    // A client that says nothing is closed.
    private static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(5);

    // How long requests that are being answered may take at the end.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly string? _path;

    private AdminListener(WebApplication application, string? path)
    {
        _application = application;
        _path = path;
    }

    /// <summary>The URL of the TCP address.</summary>
    public string? Url
        => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .FirstOrDefault(address => !address.Contains("unix:", StringComparison.Ordinal));

    /// <summary>Starts to listen.</summary>
    /// <param name="settings">Where, and what to serve.</param>
    /// <exception cref="IOException">An address cannot be used.</exception>
    public static async Task<AdminListener> StartAsync(AdminListenerSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new KestrelLogs(settings.Log, _ => { }));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(_ => new AdminRequests(settings));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = Bind);
        builder.Services.Configure<KestrelServerOptions>(options => Configure(options, settings));
        WebApplication application = builder.Build();
        try
        {
            application.Services.GetRequiredService<AdminRequests>().Map(application);
            settings.Map?.Invoke(application);
            await application.StartAsync().ConfigureAwait(false);
            return new AdminListener(application, settings.Path);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops. Requests that take longer are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var time = new CancellationTokenSource(StopTime);
        try
        {
            await _application.StopAsync(time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Its time was over, and it has cut the rest.
        }

        await _application.DisposeAsync().ConfigureAwait(false);
        if (_path != null)
            AdminSocket.Remove(_path);
    }

    private static Socket Bind(EndPoint endPoint)
        => endPoint is UnixDomainSocketEndPoint unix ? AdminSocket.Bind(unix.ToString()) : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

    private static void Configure(KestrelServerOptions options, AdminListenerSettings settings)
    {
        options.AddServerHeader = false;
        KestrelServerLimits limits = options.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 50;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.RequestHeadersTimeout = SilenceTimeout;
        limits.KeepAliveTimeout = SilenceTimeout;
        if (settings.Path is { } path)
            options.ListenUnixSocket(path, listener => Guard(listener, AdminDoor.Socket, settings));
        if (settings.EndPoint is { } endPoint)
            options.Listen(endPoint, listener => Guard(listener, AdminDoor.Tcp, settings));
    }

    private static void Guard(ListenOptions listener, AdminDoor door, AdminListenerSettings settings)
    {
        listener.Protocols = HttpProtocols.Http1;
        listener.Use(next => context => RunAsync(context, next, door, settings));
    }

    private static Task RunAsync(ConnectionContext context, ConnectionDelegate next, AdminDoor door, AdminListenerSettings settings)
    {
        uint? user = null;
        if (door == AdminDoor.Socket && context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            if (PeerUser.WhyRefused(socket) is { } reason)
            {
                settings.Log.Warn($"A connection to the admin socket is refused: {reason}.");
                return Task.CompletedTask;
            }

            user = PeerUser.Find(socket);
        }

        context.Features.Set(new AdminConnection(door, user));
        return next(context);
    }

    // The process has its own signals.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
