using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <content>TLS: protocols, the server's certificate, certificates of clients.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo> : IRemoteCertificateValidator
{
    // What the platforms we run on consider safe; 1.6 names of older protocols mean these.
    private const SslProtocols SafeProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    private bool _warnedOfOldProtocols;

    /// <summary>Finds the certificate of secure listeners. Override to take it from elsewhere.</summary>
    /// <param name="certificate">Where the configuration says it is.</param>
    /// <returns>The certificate, with its private key; <see langword="null"/> if there is none.</returns>
    protected virtual X509Certificate? GetCertificate(ICertificateConfig certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        string? configFile = Bootstrap?.StartupConfigFile;
        return string.IsNullOrEmpty(configFile)
            ? CertificateFinder.Find(certificate, AppContext.BaseDirectory)
            : CertificateFinder.Find(certificate, Path.GetDirectoryName(Path.GetFullPath(configFile))!, AppContext.BaseDirectory);
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
            Certificate = GetCertificate(config.Certificate ?? new CertificateConfig());
        }
        catch (Exception e)
        {
            // Without the trace: it is the file or the configuration that is wrong. Of a file that is no PFX the platform says little.
            string hint = e is CryptographicException ? "; filePath must name a PFX file, and password must be its password" : string.Empty;
            Logger.Error($"The certificate of the server {Name} could not be loaded: {e.Message.TrimEnd('.')}{hint}.");
            return false;
        }

        if (Certificate == null)
        {
            Logger.Error($"The server {Name} cannot be set up: a secure listener needs a certificate; add <certificate filePath=\"...\" password=\"...\" />.");
            return false;
        }

        if (Certificate is X509Certificate2 { HasPrivateKey: false })
        {
            Logger.Error($"The server {Name} cannot be set up: the certificate {Certificate.Subject} has no private key.");
            return false;
        }

        if (Certificate is X509Certificate2 certificate)
            WarnOfDates(certificate, DateTime.Now);
        return true;
    }

    // Clients decide what such a certificate is worth, and most refuse it.
    private void WarnOfDates(X509Certificate2 certificate, DateTime now)
    {
        if (now > certificate.NotAfter)
            Logger.Warn($"The certificate {certificate.Subject} of the server {Name} expired at {certificate.NotAfter:yyyy-MM-dd HH:mm}: clients that check it refuse the connection.");
        else if (now < certificate.NotBefore)
            Logger.Warn($"The certificate {certificate.Subject} of the server {Name} is not valid before {certificate.NotBefore:yyyy-MM-dd HH:mm}: clients that check it refuse the connection.");
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
