using System.Security.Cryptography;
using System.Text;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Fast verifiers of passwords that a slow hash has verified: HMAC-SHA256 of id and password with a random key that lives and ends with the process.
/// They are kept in memory only. Thread-safe.
/// </summary>
internal sealed class VerifiedPasswords
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes the verifier of a password.</summary>
    public byte[] VerifierOf(string id, string password)
    {
        // An id holds no NUL.
        byte[] text = Encoding.UTF8.GetBytes($"{id}\0{password}");
        byte[] verifier = HMACSHA256.HashData(_key, text);
        CryptographicOperations.ZeroMemory(text);
        return verifier;
    }

    /// <summary>Compares a password with a verifier, in a time that tells nothing.</summary>
    public bool Matches(byte[] verifier, string id, string password)
        => CryptographicOperations.FixedTimeEquals(verifier, VerifierOf(id, password));
}
