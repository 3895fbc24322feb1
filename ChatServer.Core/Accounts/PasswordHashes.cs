using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChatServer.Core.Accounts;

/// <summary>What a slow verification found.</summary>
internal enum HashMatch
{
    /// <summary>Another password.</summary>
    Wrong,

    /// <summary>The password.</summary>
    Right,

    /// <summary>The password, with fewer iterations than are wanted today.</summary>
    RightButWeak,
}

/// <summary>
/// Slow salted hashes of passwords: PBKDF2-HMAC-SHA512, 128 bits of salt, 256 bits of hash, with algorithm and iterations in front of them. Thread-safe.
/// </summary>
internal sealed class PasswordHashes
{
    private const string Nobody = "";

    private readonly PasswordHasher<string> _hasher;
    private readonly Lazy<string> _dummy;

    public PasswordHashes(int iterations)
    {
        _hasher = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        _dummy = new Lazy<string>(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))));
    }

    /// <summary>Makes a hash with a salt of its own.</summary>
    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <summary>Compares a password with a hash.</summary>
    public HashMatch Verify(string hash, string password) => _hasher.VerifyHashedPassword(Nobody, hash, password) switch
    {
        PasswordVerificationResult.Success => HashMatch.Right,
        PasswordVerificationResult.SuccessRehashNeeded => HashMatch.RightButWeak,
        _ => HashMatch.Wrong,
    };

    /// <summary>Takes as long as <see cref="Verify"/>, for an account that does not exist.</summary>
    public void VerifyNothing(string password) => _ = Verify(_dummy.Value, password);
}
