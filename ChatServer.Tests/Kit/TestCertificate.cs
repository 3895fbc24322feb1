using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatServer.Tests.Kit;

/// <summary>A certificate that a server of a test shows, signed by itself.</summary>
public static class TestCertificate
{
    /// <summary>Whose it is.</summary>
    public const string Subject = "CN=chat";

    /// <summary>Opens the file.</summary>
    public const string Password = "secret";

    /// <summary>Writes one.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="days">When it ends; long enough that nobody is warned, unless a test says otherwise.</param>
    public static void Write(string file, int days = 100)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(Math.Min(-1, days - 1)), now.AddDays(days));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Password));
    }
}
