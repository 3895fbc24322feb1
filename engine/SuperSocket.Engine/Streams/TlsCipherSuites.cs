using System.Net.Security;
using System.Security.Authentication;

namespace SuperSocket.SocketEngine;

/// <summary>
/// The cipher suites that a server offers. TLS 1.2: those with authenticated encryption and forward secrecy (RFC 9325, section 4.2). TLS 1.3: all.
/// </summary>
internal static class TlsCipherSuites
{
    private const SslProtocols WithAuthenticatedEncryption = SslProtocols.Tls12 | SslProtocols.Tls13;

    // Null if the platform has its own policy, as Windows has.
    private static readonly CipherSuitesPolicy? Aead = OperatingSystem.IsWindows() ? null : MakePolicy();

    /// <summary>Gets the policy of a listener.</summary>
    /// <param name="protocols">
    /// Its protocols. The older ones have no suite with authenticated encryption, so a configuration with such a protocol uses the policy of the system.
    /// </param>
    /// <returns><see langword="null"/> for the policy of the system.</returns>
    public static CipherSuitesPolicy? For(SslProtocols protocols) => (protocols & ~WithAuthenticatedEncryption) == 0 ? Aead : null;

    private static CipherSuitesPolicy? MakePolicy()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return null;
        try
        {
            return new CipherSuitesPolicy(
            [
                TlsCipherSuite.TLS_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                TlsCipherSuite.TLS_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            ]);
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }
}
