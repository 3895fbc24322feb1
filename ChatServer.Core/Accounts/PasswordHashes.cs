using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChatServer.Core.Accounts;

/// <summary>Result of comparing a password with its slow hash.</summary>
internal enum HashMatch
{
    /// <summary>The password is wrong.</summary>
    Wrong,

    /// <summary>The password is right.</summary>
    Right,

    /// <summary>The password is right, but the hash has fewer iterations than the configuration requires.</summary>
    RightButWeak,
}

/// <summary>
/// Slow salted hashes of passwords: PBKDF2-HMAC-SHA512, salt of 128 bits, hash of 256 bits, prefixed with algorithm and iterations. Thread-safe.
/// </summary>
internal sealed class PasswordHashes
{
    private const string Nobody = "";

    // The framework's format 3: marker, algorithm, iterations and length of the salt (13 bytes), salt, hash.
    private const byte FormatMarker = 1;
    private const int MinHashBytes = 13 + 16 + 16;
    private const int MaxHashBytes = 512;

    private readonly PasswordHasher<string> _hasher;
    private readonly Lazy<string> _dummy;
    private readonly int _iterations;

    public PasswordHashes(int iterations)
    {
        _iterations = iterations;
        _hasher = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        _dummy = new Lazy<string>(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))));
    }

    /// <summary>Hashes with this number of iterations: these, or new ones that are as fast for the first id as for later ones.</summary>
    public PasswordHashes With(int iterations)
    {
        if (iterations == _iterations)
            return this;
        var hashes = new PasswordHashes(iterations);
        hashes.VerifyNothing(string.Empty);
        return hashes;
    }

    /// <summary>Whether a text is a hash of this class, of any number of iterations.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHash(string text)
    {
        byte[] bytes = new byte[MaxHashBytes];
        return text.Length <= MaxHashBytes && Convert.TryFromBase64String(text, bytes, out int length) && length >= MinHashBytes && bytes[0] == FormatMarker;
    }

    /// <summary>Creates a hash with a new salt.</summary>
    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <summary>Compares a password with a hash.</summary>
    public HashMatch Verify(string hash, string password) => _hasher.VerifyHashedPassword(Nobody, hash, password) switch
    {
        PasswordVerificationResult.Success => HashMatch.Right,
        PasswordVerificationResult.SuccessRehashNeeded => HashMatch.RightButWeak,
        _ => HashMatch.Wrong,
    };

    /// <summary>Takes as long as <see cref="Verify"/>. Used if the account does not exist, so that the time does not reveal this.</summary>
    public void VerifyNothing(string password) => _ = Verify(_dummy.Value, password);
}
