using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>The TLS options of a server's secure listeners.</summary>
internal sealed class TlsOptions
{
    private readonly SslStreamCertificateContext _certificate;
    private readonly IRemoteCertificateValidator? _validator;
    private readonly bool _clientCertificateRequired;
    private readonly bool _allowsAllCipherSuites;
    private readonly IAppServer _appServer;

    /// <summary>Prepares the certificate once for all connections, and tries it with the protocols of each secure listener.</summary>
    /// <param name="appServer">Has the certificate.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="listeners">The listeners.</param>
    /// <returns><see langword="null"/> if no listener is secure.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or the platform refuses the certificate.</exception>
    public static TlsOptions? Create(IAppServer appServer, IServerConfig config, IEnumerable<ListenerInfo> listeners)
    {
        SslProtocols[] secure = [.. listeners.Select(listener => listener.Security).Where(security => security != SslProtocols.None).Distinct()];
        if (secure.Length == 0)
            return null;
        var tls = new TlsOptions(appServer, config);
        Array.ForEach(secure, tls.Try);
        return tls;
    }

    private TlsOptions(IAppServer appServer, IServerConfig config)
    {
        X509Certificate certificate = appServer.Certificate ?? throw new InvalidOperationException("A secure listener needs a certificate.");
        _certificate = SslStreamCertificateContext.Create(certificate as X509Certificate2 ?? new X509Certificate2(certificate), null);
        _appServer = appServer;
        _allowsAllCipherSuites = EngineOptions.AllowsAllCipherSuites(config);
        _validator = appServer as IRemoteCertificateValidator;
        _clientCertificateRequired = config.Certificate?.ClientCertificateRequired ?? false;
        HandshakeTimeOut = TimeSpan.FromSeconds(EngineOptions.HandshakeTimeOut(config));
    }

    /// <summary>Maximum duration of a handshake: option <c>handshakeTimeOut</c>, in seconds, by default 10.</summary>
    public TimeSpan HandshakeTimeOut { get; }

    /// <summary>Creates the options of one connection.</summary>
    /// <param name="session">Its session, which the validator of client certificates receives. Without a session the platform validates them.</param>
    /// <param name="protocols">Its listener's protocols.</param>
    private SslServerAuthenticationOptions For(IAppSession? session, SslProtocols protocols)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _certificate,
            EnabledSslProtocols = protocols,
            ClientCertificateRequired = _clientCertificateRequired,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CipherSuitesPolicy = _allowsAllCipherSuites ? null : TlsCipherSuites.For(protocols),
        };
        if (_clientCertificateRequired && _validator != null && session != null)
        {
            options.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
            {
                try
                {
                    return _validator.Validate(session, sender, certificate!, chain!, errors);
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

    /// <summary>Tries a handshake, so that a certificate that the platform refuses is detected before clients connect.</summary>
    /// <param name="protocols">The protocols of a listener.</param>
    /// <exception cref="ArgumentException">The certificate is refused. The message states the reason.</exception>
    private void Try(SslProtocols protocols)
    {
        if (HandshakeTrial.FindFault(For(null, protocols)) is { } fault)
            throw new ArgumentException($"the certificate {_certificate.TargetCertificate.Subject} cannot be used: {fault}");
    }

    /// <summary>
    /// Creates the options of one connection, for a handshake that asks for them after the client's first record. The handshake continues on the thread pool,
    /// because it computes for about a millisecond. The thread that received the record may be one that waits for all sockets.
    /// </summary>
    /// <param name="session">Its session, which the validator of client certificates receives. Without a session the platform validates them.</param>
    /// <param name="protocols">Its listener's protocols.</param>
    public async ValueTask<SslServerAuthenticationOptions> ForAsync(IAppSession? session, SslProtocols protocols)
    {
        await Task.Yield();
        return For(session, protocols);
    }
}
