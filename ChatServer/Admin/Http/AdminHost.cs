using System.Net.Sockets;
using ChatServer.Configuration;
using ChatServer.Core.Storage.Disk;
using Microsoft.AspNetCore.Builder;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Admin.Http;

/// <summary>
/// Lets administrators and monitoring reach the process over HTTP: by a Unix socket for the owner of the process and for root, and by TCP with a token. It is
/// apart from the users' ports and takes none of their places, so a full server can still be observed. A process without it serves its users all the same.
/// </summary>
public sealed class AdminHost : IAsyncDisposable
{
    private readonly AdminService _service;
    private readonly AdminListener? _listener;

    private AdminHost(AdminService service, AdminListener? listener)
    {
        _service = service;
        _listener = listener;
    }

    /// <summary>The URL of the TCP address; <see langword="null"/> if there is none.</summary>
    public string? Url => _listener?.Url;

    /// <summary>Starts to listen. To be called before the servers start, so that their start can be observed.</summary>
    /// <param name="bootstrap">The servers.</param>
    /// <param name="options">Where to listen.</param>
    /// <param name="logFactory">Creates the logs.</param>
    /// <param name="map">Adds further paths, for example <c>/metrics</c>. Over TCP they need the token, too.</param>
    /// <returns>The host.</returns>
    /// <exception cref="IOException">The TCP address or the token cannot be used: somebody configured them and relies on them.</exception>
    public static async Task<AdminHost> StartAsync(IBootstrap bootstrap, ChatOptions options, ILogFactory logFactory, Action<WebApplication>? map = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logFactory);
        AdminService service = AdminService.Of(bootstrap);
        service.Log = logFactory.GetLog(AuditLog.LogName);
        ILog log = logFactory.GetLog("Admin");
        var settings = new AdminListenerSettings { Service = service, Log = log, EndPoint = options.Admin.EndPoint, Map = map };
        if (settings.EndPoint != null)
            settings = settings with { Token = AdminToken.OpenOrCreate(options.AdminTokenFile, log) };
        if (options.AdminSocket is { } path)
            settings = settings with { Path = TryPrepare(path, log) };
        return new AdminHost(service, settings.IsEmpty ? null : await StartAsync(settings).ConfigureAwait(false));
    }

    /// <summary>The process is about to end: <c>/readyz</c> says so.</summary>
    public void BeginStop() => _service.Health.IsStopping = true;

    /// <summary>Stops to listen. Requests that are under way end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_listener != null)
            await _listener.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<AdminListener?> StartAsync(AdminListenerSettings settings)
    {
        try
        {
            return await AdminListener.StartAsync(settings).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException && settings is { Path: { } path })
        {
            // Only the default is tried, so it may fail.
            Warn(settings.Log, path, e);
            settings = settings with { Path = null };
            return settings.IsEmpty ? null : await AdminListener.StartAsync(settings).ConfigureAwait(false);
        }
    }

    private static string? TryPrepare(string path, ILog log)
    {
        try
        {
            string directory = Path.GetDirectoryName(path)!;
            NewFile.CreateDirectory(directory);
            if (DirectoryTrust.FindDanger(directory) is { } danger)
                log.Warn(danger);
            AdminSocket.RemoveDead(path);
            return path;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Warn(log, path, e);
            return null;
        }
    }

    private static void Warn(ILog log, string path, Exception e)
        => log.Warn($"There is no admin socket at {path}, so 'ChatServer admin' cannot reach this server: {e.Message}");
}
