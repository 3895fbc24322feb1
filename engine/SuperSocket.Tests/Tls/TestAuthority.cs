using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.Tests.Tls;

/// <summary>A root, an intermediate, and certificates that the intermediate has signed.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    public TestAuthority()
    {
        _root = Make("root", null, isAuthority: true, 30);
        Intermediate = Make("intermediate", _root, isAuthority: true, 20);
    }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Root => _root;

    /// <summary>A certificate for names, with its private key.</summary>
    public X509Certificate2 Issue(params string[] names) => Make(names[0], Intermediate, isAuthority: false, 10, names);

    public void Dispose()
    {
        _root.Dispose();
        Intermediate.Dispose();
    }

    private static X509Certificate2 Make(string name, X509Certificate2? issuer, bool isAuthority, int days, params string[] names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            Array.ForEach(names, alternatives.AddDnsName);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        DateTimeOffset start = DateTimeOffset.UtcNow.AddDays(-1), end = DateTimeOffset.UtcNow.AddDays(days);
        if (issuer == null)
            return request.CreateSelfSigned(start, end);
        using X509Certificate2 signed = request.Create(issuer, start, end, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
