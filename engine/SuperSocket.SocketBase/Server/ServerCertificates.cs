using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.SocketBase;

/// <summary>The certificates of one server, and the files that they came from. Immutable.</summary>
/// <param name="All">The certificates: the first for clients that ask for no name, or for one that none has.</param>
/// <param name="Files">Full paths of the files; empty if they came from elsewhere.</param>
internal sealed record ServerCertificates(IReadOnlyList<ServerCertificate> All, IReadOnlyList<string> Files)
{
    /// <summary>No certificate.</summary>
    public static ServerCertificates None { get; } = new([], []);
}

/// <summary>A certificate of a server.</summary>
/// <param name="Certificate">The certificate with its private key.</param>
/// <param name="Chain">The intermediate certificates that came with it.</param>
internal sealed record ServerCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    private const int MinRsaBits = 2048;

    /// <summary>Finds out what clients dislike in the certificate.</summary>
    /// <param name="now">The time.</param>
    /// <returns>A sentence for people; <see langword="null"/> if nothing is wrong.</returns>
    public string? FindFlaw(DateTime now)
    {
        const string End = ": clients that check it refuse the connection.";
        if (now > Certificate.NotAfter)
            return $"expired at {Certificate.NotAfter:yyyy-MM-dd HH:mm}{End}";
        if (now < Certificate.NotBefore)
            return $"is not valid before {Certificate.NotBefore:yyyy-MM-dd HH:mm}{End}";
        using RSA? key = Certificate.GetRSAPublicKey();
        if (key is { KeySize: < MinRsaBits })
            return $"is too weak, because its RSA key has {key.KeySize} bits; use at least {MinRsaBits}{End}";
        string algorithm = Certificate.SignatureAlgorithm.FriendlyName ?? string.Empty;
        return algorithm.StartsWith("sha1", StringComparison.OrdinalIgnoreCase) || algorithm.StartsWith("md5", StringComparison.OrdinalIgnoreCase)
            ? $"is too weak, because it is signed with {algorithm}{End}"
            : null;
    }
}

/// <summary>A server with certificates that can be loaded again.</summary>
internal interface ICertificateOwner
{
    /// <summary>The certificates in use.</summary>
    ServerCertificates Certificates { get; }

    /// <summary>How often their files are looked at, in seconds; 0 for never.</summary>
    int FileCheckInterval { get; }

    /// <summary>Loads the certificates that the configuration names now. Changes nothing.</summary>
    /// <exception cref="Exception">A certificate cannot be used; the message is for people.</exception>
    ServerCertificates LoadCertificates();

    /// <summary>Uses certificates from now on.</summary>
    void UseCertificates(ServerCertificates certificates);
}

/// <summary>A root configuration that says how often files are looked at.</summary>
internal interface IFileCheckInterval
{
    /// <summary>In seconds; 0 for never.</summary>
    int FileCheckInterval { get; }
}
