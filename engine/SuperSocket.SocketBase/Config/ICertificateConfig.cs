using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.SocketBase.Config;

/// <summary>Where the certificate of secure listeners is.</summary>
public interface ICertificateConfig
{
    /// <summary>PFX file, or a PEM file with the certificate and what is sent with it, relative to the application's directory. Wins over the store.</summary>
    string? FilePath { get; }

    /// <summary>Password of the file.</summary>
    string? Password { get; }

    /// <summary>Certificate store; empty for Root.</summary>
    string? StoreName { get; }

    /// <summary>Thumbprint of the certificate in the store.</summary>
    string? Thumbprint { get; }

    /// <summary>Whose store.</summary>
    StoreLocation StoreLocation { get; }

    /// <summary>Whether clients are asked for a certificate.</summary>
    bool ClientCertificateRequired { get; }

    /// <summary>How the file is loaded.</summary>
    X509KeyStorageFlags KeyStorageFlags { get; }
}
