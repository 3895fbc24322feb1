namespace SuperSocket.SocketBase.Config;

/// <summary>Our extension: what a certificate configuration says beyond 1.6. An <see cref="ICertificateConfig"/> may implement it.</summary>
public interface ICertificateFiles
{
    /// <summary>PEM file with the private key; empty if it is in the file of the certificate.</summary>
    string? KeyFilePath { get; }

    /// <summary>PEM file with the intermediate certificates that are sent with the certificate; empty if they are in the file of the certificate.</summary>
    string? ChainFilePath { get; }

    /// <summary>File with the password of the certificate or of its key; a line feed at its end does not count. Excludes a password.</summary>
    string? PasswordFile { get; }

    /// <summary>Certificates for clients that ask for another name (SNI). The names are those in the certificates.</summary>
    IEnumerable<ICertificateConfig> Others { get; }
}
