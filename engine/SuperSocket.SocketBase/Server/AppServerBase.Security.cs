using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <content>TLS: protocols, the server's certificate, certificates of clients.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo> : IRemoteCertificateValidator, ICertificateOwner
{
    // What the platforms we run on consider safe; 1.6 names of older protocols mean these.
    private const SslProtocols SafeProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    // Seconds. What has no file of its own looks as often.
    private const int DefaultFileCheckInterval = 5;

    private volatile ServerCertificates _certificates = ServerCertificates.None;
    private bool _warnedOfOldProtocols;

    ServerCertificates ICertificateOwner.Certificates => _certificates;

    int ICertificateOwner.FileCheckInterval => (RootConfig as IFileCheckInterval)?.FileCheckInterval ?? DefaultFileCheckInterval;

    /// <summary>Finds the certificate of secure listeners. Override to take it from elsewhere.</summary>
    /// <param name="certificate">Where the configuration says it is.</param>
    /// <returns>The certificate, with its private key; <see langword="null"/> if there is none.</returns>
    protected virtual X509Certificate? GetCertificate(ICertificateConfig certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return CertificateFinder.Find(certificate, GetCertificateDirectories());
    }

    /// <summary>Judges the certificate of a client, where one is asked for. The base accepts what the platform finds no fault with.</summary>
    /// <param name="session">The session, which is not registered yet.</param>
    /// <param name="sender">What asks.</param>
    /// <param name="certificate">The certificate; <see langword="null"/> if the client sent none.</param>
    /// <param name="chain">Its chain.</param>
    /// <param name="sslPolicyErrors">What the platform found wrong.</param>
    /// <returns>Whether the connection may go on.</returns>
    protected virtual bool ValidateClientCertificate(
        TAppSession session,
        object sender,
        X509Certificate certificate,
        X509Chain chain,
        SslPolicyErrors sslPolicyErrors)
        => sslPolicyErrors == SslPolicyErrors.None;

    bool IRemoteCertificateValidator.Validate(
        IAppSession session,
        object sender,
        X509Certificate certificate,
        X509Chain chain,
        SslPolicyErrors sslPolicyErrors)
        => ValidateClientCertificate((TAppSession)session, sender, certificate, chain, sslPolicyErrors);

    ServerCertificates ICertificateOwner.LoadCertificates() => LoadCertificates(Config);

    void ICertificateOwner.UseCertificates(ServerCertificates certificates) => UseCertificates(certificates);

    private bool SetUpSecurity(IServerConfig config)
    {
        if (!TryParseProtocols(config.Security, out SslProtocols protocols))
        {
            Logger.Error($"The server {Name} cannot be set up: security=\"{config.Security}\" is not known; use None, Tls12, Tls13 or a list of these.");
            return false;
        }

        BasicSecurity = protocols;
        return true;
    }

    private bool SetUpCertificate(IServerConfig config)
    {
        if (config.Mode == SocketMode.Udp || Listeners.All(listener => listener.Security == SslProtocols.None))
            return true;

        try
        {
            UseCertificates(LoadCertificates(config));
            return true;
        }
        catch (CertificateException e)
        {
            // Without the trace: it is the file or the configuration that is wrong.
            Logger.Error(e.Message);
            return false;
        }
    }

    private ServerCertificates LoadCertificates(IServerConfig config)
    {
        ICertificateConfig first = config.Certificate ?? new CertificateConfig();
        ICertificateConfig[] all = [first, .. (first as ICertificateFiles)?.Others ?? []];
        return new ServerCertificates(
            [.. all.Select(LoadCertificate)],
            [.. all.SelectMany(one => CertificateFinder.FindFiles(one, GetCertificateDirectories())).Select(Path.GetFullPath).Distinct()]);
    }

    private ServerCertificate LoadCertificate(ICertificateConfig config)
    {
        X509Certificate? found;
        try
        {
            found = GetCertificate(config);
        }
        catch (Exception e)
        {
            // Of a file that is neither PFX nor PEM the platform says little.
            string hint = e is CryptographicException ? "; filePath must name a PFX or PEM file, and password must be its password" : string.Empty;
            throw new CertificateException($"The certificate of the server {Name} could not be loaded: {e.Message.TrimEnd('.')}{hint}.", e);
        }

        const string Missing = "a secure listener needs a certificate; add <certificate filePath=\"...\" password=\"...\" />";
        if (found == null)
            throw new CertificateException($"The server {Name} cannot be set up: {Missing}.");
        X509Certificate2 certificate = found as X509Certificate2 ?? new X509Certificate2(found);
        return found is X509Certificate2 && !certificate.HasPrivateKey
            ? throw new CertificateException($"The server {Name} cannot be set up: the certificate {certificate.Subject} has no private key.")
            : new ServerCertificate(certificate, CertificateFinder.ChainOf(found));
    }

    private void UseCertificates(ServerCertificates certificates)
    {
        _certificates = certificates;
        Certificate = certificates.All[0].Certificate;
        foreach (ServerCertificate one in certificates.All)
        {
            // Clients decide what such a certificate is worth.
            if (one.FindFlaw(DateTime.Now) is { } flaw)
                Logger.Warn($"The certificate {one.Certificate.Subject} of the server {Name} {flaw}");
        }
    }

    private string[] GetCertificateDirectories()
    {
        string? configFile = Bootstrap?.StartupConfigFile;
        return string.IsNullOrEmpty(configFile) ? [AppContext.BaseDirectory] : [Path.GetDirectoryName(Path.GetFullPath(configFile))!, AppContext.BaseDirectory];
    }

    private bool TryParseProtocols(string? text, out SslProtocols protocols)
    {
        protocols = SslProtocols.None;
        foreach (string name in (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (name.ToUpperInvariant())
            {
                case "NONE":
                    break;
                case "TLS13":
                    protocols |= SslProtocols.Tls13;
                    break;
                case "TLS12":
                    protocols |= SslProtocols.Tls12;
                    break;
                case "TLS11":
#pragma warning disable SYSLIB0039, CA5397 // somebody who names an old protocol gets it
                    protocols |= SslProtocols.Tls11;
#pragma warning restore SYSLIB0039, CA5397
                    break;
                case "DEFAULT" or "TLS" or "SSL3" or "SSL2":
                    protocols |= SafeProtocols;
                    WarnOfOldProtocol(name);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private void WarnOfOldProtocol(string name)
    {
        if (_warnedOfOldProtocols)
            return;
        _warnedOfOldProtocols = true;
        Logger.Warn($"The server {Name}: security=\"{name}\" means TLS 1.2 and 1.3 here; write Tls12, Tls13 to say so.");
    }
}
