using System.Security.Cryptography;
using System.Text;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Fast verifiers of passwords that a slow hash has verified. A verifier is an HMAC-SHA256 of id and password. Its key is random and lives as long as the
/// process. Verifiers are kept in memory only. Thread-safe.
/// </summary>
internal sealed class VerifiedPasswords
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Creates the verifier of a password.</summary>
    public byte[] VerifierOf(string id, string password)
    {
        // NUL is a safe separator, because an id never contains it.
        byte[] text = Encoding.UTF8.GetBytes($"{id}\0{password}");
        byte[] verifier = HMACSHA256.HashData(_key, text);
        CryptographicOperations.ZeroMemory(text);
        return verifier;
    }

    /// <summary>Compares a password with a verifier in constant time.</summary>
    public bool Matches(byte[] verifier, string id, string password)
        => CryptographicOperations.FixedTimeEquals(verifier, VerifierOf(id, password));
}
