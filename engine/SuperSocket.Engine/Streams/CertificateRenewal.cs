using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Watches the files of a server's certificates while the server runs, and uses them when they have changed: all of them, or none. Connections go on; new ones
/// get the new certificate. Files that cannot be used are an Error in the log, once for each content.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="use">Uses certificates for new connections. Throws if the platform refuses one; then nothing has changed.</param>
#pragma warning disable CA1001 // what it owns ends with Stop, as a server ends
internal sealed class CertificateRenewal(IAppServer server, Action<ServerCertificates> use)
#pragma warning restore CA1001
{
    private readonly ICertificateOwner? _owner = server as ICertificateOwner;

    // Guards the watcher and its files.
    private readonly Lock _lock = new();
    private FileChangeWatcher? _watcher;
    private IReadOnlyList<string> _files = [];
    private bool _isStopped;

    /// <summary>Starts to watch the files of the certificates in use.</summary>
    public void Start()
    {
        if (_owner == null)
            return;
        lock (_lock)
        {
            _isStopped = false;
            Watch(_owner.Certificates.Files);
        }
    }

    /// <summary>Watches no more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            Watch([]);
        }
    }

    /// <summary>Loads the certificates that the configuration names now, and uses them.</summary>
    /// <exception cref="Exception">A certificate cannot be used; the message is for people. Nothing has changed.</exception>
    public void Renew()
    {
        if (_owner == null)
            return;
        ServerCertificates before = _owner.Certificates, loaded = _owner.LoadCertificates();
        use(loaded);
        _owner.UseCertificates(loaded);
        HashSet<string> known = [.. before.All.Select(one => one.Certificate.Thumbprint)];
        foreach (X509Certificate2 added in loaded.All.Select(one => one.Certificate).Where(one => !known.Contains(one.Thumbprint)))
            server.Logger.Info($"The server {server.Name} uses the new certificate {added.Subject}, which ends at {added.NotAfter:yyyy-MM-dd HH:mm}.");
        lock (_lock)
        {
            if (!_isStopped && !_files.SequenceEqual(loaded.Files))
                Watch(loaded.Files);
        }
    }

    private void Watch(IReadOnlyList<string> files)
    {
        _watcher?.Dispose();
        _watcher = null;
        _files = files;
        if (files.Count > 0)
            _watcher = new FileChangeWatcher(files, OnChanged, server.Logger, TimeSpan.FromSeconds(_owner!.FileCheckInterval));
    }

    // Throws while somebody writes the files; the watcher tries once more in a moment.
    private bool OnChanged(bool isRetry)
    {
        Renew();
        return true;
    }
}
