using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>The TLS options of a server's secure listeners. Immutable: changed certificates make new ones, which new connections use.</summary>
internal sealed class TlsOptions
{
    private readonly SslStreamCertificateContext[] _certificates;
    private readonly IRemoteCertificateValidator? _validator;
    private readonly bool _clientCertificateRequired;
    private readonly bool _allowsAllCipherSuites;
    private readonly IAppServer _appServer;

    private TlsOptions(IAppServer appServer, IServerConfig config, ServerCertificates certificates)
    {
        _certificates = [.. certificates.All.Select(one => SslStreamCertificateContext.Create(one.Certificate, one.Chain))];
        _appServer = appServer;
        _allowsAllCipherSuites = EngineOptions.AllowsAllCipherSuites(config);
        _validator = appServer as IRemoteCertificateValidator;
        _clientCertificateRequired = config.Certificate?.ClientCertificateRequired ?? false;
        HandshakeTimeOut = TimeSpan.FromSeconds(EngineOptions.HandshakeTimeOut(config));
    }

    /// <summary>Maximum duration of a handshake: option <c>handshakeTimeOut</c>, in seconds, by default 10.</summary>
    public TimeSpan HandshakeTimeOut { get; }

    /// <summary>Prepares certificates once for all connections, and tries each with the protocols of each secure listener.</summary>
    /// <param name="appServer">The server.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="listeners">Its listeners.</param>
    /// <param name="certificates">The certificates.</param>
    /// <returns><see langword="null"/> if no listener is secure.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or the platform refuses a certificate.</exception>
    public static TlsOptions? Create(IAppServer appServer, IServerConfig config, IEnumerable<ListenerInfo> listeners, ServerCertificates certificates)
    {
        SslProtocols[] secure = [.. listeners.Select(listener => listener.Security).Where(security => security != SslProtocols.None).Distinct()];
        if (secure.Length == 0)
            return null;
        if (certificates.All.Count == 0)
            throw new InvalidOperationException("A secure listener needs a certificate.");
        var tls = new TlsOptions(appServer, config, certificates);
        Array.ForEach(secure, tls.Try);
        return tls;
    }

    /// <summary>
    /// Creates the options of one connection, for a handshake that asks for them after the client's first record. The handshake continues on the thread pool,
    /// because it computes for about a millisecond. The thread that received the record may be one that waits for all sockets.
    /// </summary>
    /// <param name="session">Its session, which the validator of client certificates receives. Without a session the platform validates them.</param>
    /// <param name="protocols">Its listener's protocols.</param>
    /// <param name="name">The name that the client asks for; may be empty.</param>
    public async ValueTask<SslServerAuthenticationOptions> ForAsync(IAppSession? session, SslProtocols protocols, string? name)
    {
        await Task.Yield();
        return For(session, protocols, Find(name));
    }

    // A client that asks for no name, or for one that no certificate has, gets the first one.
    private SslStreamCertificateContext Find(string? name)
        => _certificates.Length > 1 && !string.IsNullOrEmpty(name)
            ? Array.Find(_certificates, one => one.TargetCertificate.MatchesHostname(name)) ?? _certificates[0]
            : _certificates[0];

    private SslServerAuthenticationOptions For(IAppSession? session, SslProtocols protocols, SslStreamCertificateContext certificate)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = protocols,
            ClientCertificateRequired = _clientCertificateRequired,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CipherSuitesPolicy = _allowsAllCipherSuites ? null : TlsCipherSuites.For(protocols),
        };
        if (_clientCertificateRequired && _validator != null && session != null)
        {
            options.RemoteCertificateValidationCallback = (sender, peer, chain, errors) =>
            {
                try
                {
                    return _validator.Validate(session, sender, peer!, chain!, errors);
                }
                catch (Exception e)
                {
                    _appServer.Logger.Error(session, "ValidateClientCertificate failed.", e);
                    return false;
                }
            };
        }

        return options;
    }

    // So a certificate that the platform refuses is detected before clients connect.
    private void Try(SslProtocols protocols)
    {
        foreach (SslStreamCertificateContext certificate in _certificates)
        {
            if (HandshakeTrial.FindFault(For(null, protocols, certificate)) is { } fault)
                throw new ArgumentException($"the certificate {certificate.TargetCertificate.Subject} cannot be used: {fault}");
        }
    }
}
