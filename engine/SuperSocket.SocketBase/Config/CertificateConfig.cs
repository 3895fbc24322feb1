using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.SocketBase.Config;

/// <summary>Where the certificate of secure listeners is, set in code.</summary>
public class CertificateConfig : ICertificateConfig, ICertificateFiles
{
    /// <summary>Makes an empty configuration.</summary>
    public CertificateConfig()
    {
    }

    internal CertificateConfig(ICertificateConfig certificate)
    {
        FilePath = certificate.FilePath;
        Password = certificate.Password;
        StoreName = certificate.StoreName;
        Thumbprint = certificate.Thumbprint;
        StoreLocation = certificate.StoreLocation;
        ClientCertificateRequired = certificate.ClientCertificateRequired;
        KeyStorageFlags = certificate.KeyStorageFlags;
        if (certificate is not ICertificateFiles files)
            return;
        KeyFilePath = files.KeyFilePath;
        ChainFilePath = files.ChainFilePath;
        PasswordFile = files.PasswordFile;
        Others = files.Others.Select(other => new CertificateConfig(other)).ToArray();
    }

    /// <inheritdoc/>
    public string? FilePath { get; set; }

    /// <inheritdoc/>
    public string? KeyFilePath { get; set; }

    /// <inheritdoc/>
    public string? ChainFilePath { get; set; }

    /// <inheritdoc/>
    public string? PasswordFile { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ICertificateConfig> Others { get; set; } = [];

    /// <inheritdoc/>
    public string? Password { get; set; }

    /// <inheritdoc/>
    public string? StoreName { get; set; }

    /// <inheritdoc/>
    public string? Thumbprint { get; set; }

    /// <summary>Whose store. Default CurrentUser.</summary>
    public StoreLocation StoreLocation { get; set; } = StoreLocation.CurrentUser;

    /// <inheritdoc/>
    public bool ClientCertificateRequired { get; set; }

    /// <summary>How the file is loaded. Default DefaultKeySet.</summary>
    public X509KeyStorageFlags KeyStorageFlags { get; set; } = X509KeyStorageFlags.DefaultKeySet;
}
