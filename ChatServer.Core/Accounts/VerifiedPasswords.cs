using System.Security.Cryptography;
using System.Text;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Fast verifiers of passwords that a slow hash has verified. A verifier is an HMAC-SHA256 of id and password. Its key is random and lives as long as the
/// process, and over a planned restart (<see cref="PasswordHandOver"/>). Thread-safe.
/// </summary>
internal sealed class VerifiedPasswords
{
    /// <summary>Length of the key and of a verifier in bytes.</summary>
    public const int Length = 32;

    private byte[] _key = RandomNumberGenerator.GetBytes(Length);

    /// <summary>The key. It is set before the first password is verified, or never.</summary>
    public ReadOnlySpan<byte> Key
    {
        get => _key;
        set => _key = value.ToArray();
    }

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
