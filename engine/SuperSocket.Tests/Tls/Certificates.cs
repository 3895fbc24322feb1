using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.Tests.Tls;

// Self-signed, made once; valid around now.
internal static class Certificates
{
    public const string Password = "secret";

    private static readonly Lazy<byte[]> LazyServerPfx = new(() => Make("server").Export(X509ContentType.Pfx, Password));

    public static byte[] ServerPfx => LazyServerPfx.Value;

    public static X509Certificate2 LoadServer() => X509CertificateLoader.LoadPkcs12(ServerPfx, Password, X509KeyStorageFlags.Exportable);

    public static X509Certificate2 Make(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));

        // Some platforms cannot use a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx, Password), Password, X509KeyStorageFlags.Exportable);
    }
}
