using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Hands the fast verifiers of passwords over to the next process. The file belongs to one stop of one store: it is of no use with other data, later than some
/// minutes, or a second time. docs/decisions/0087 describes what it risks. Not thread-safe.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="path">The file.</param>
/// <param name="maxAge">How long it is valid.</param>
/// <param name="time">The clock.</param>
internal sealed class PasswordHandOver(AccountService accounts, string path, TimeSpan maxAge, TimeProvider time)
{
    // A file of 11 MB.
    private const int MaxAccounts = 100_000;
    private const int MaxFileBytes = 16 * 1024 * 1024;
    private const int HashBytes = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "CHATPWD1"u8;

    /// <summary>Writes the file, if a password was verified. Only its owner can read it.</summary>
    /// <param name="mark">Identifies the state of the store.</param>
    /// <returns>Number of accounts.</returns>
    /// <exception cref="IOException">It cannot be written. Other file exceptions are also possible.</exception>
    public int Write(ReadOnlySpan<byte> mark)
    {
        Account[] verified = [.. accounts.List().Where(account => account.Verifier != null).Take(MaxAccounts)];
        if (maxAge == TimeSpan.Zero || mark.IsEmpty || verified.Length == 0)
            return 0;
        var content = new MemoryStream();
        content.Write(Magic);
        WriteNumber(content, time.GetUtcNow().ToUnixTimeMilliseconds());
        content.Write(SHA256.HashData(mark));
        content.Write(accounts.Verified.Key);
        foreach (Account account in verified)
        {
            // The name and the hash together: after another password or another account of this id, it does not match.
            content.Write(Identify(account));
            content.Write(account.Verifier);
        }

        content.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        byte[] bytes = content.GetBuffer();
        try
        {
            File.Delete(path);
            using FileStream file = NewFile.Create(path);
            file.Write(bytes.AsSpan(0, (int)content.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }

        return verified.Length;
    }

    /// <summary>Reads the file and deletes it, whatever it contains. Call it before the first login.</summary>
    /// <param name="mark">Identifies the state of the store.</param>
    /// <returns>Number of accounts whose passwords are verified.</returns>
    /// <exception cref="IOException">It cannot be read or deleted; nothing was taken over. Other file exceptions are also possible.</exception>
    public int Take(ReadOnlySpan<byte> mark)
    {
        if (!File.Exists(path))
            return 0;
        byte[] bytes;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None))
        {
            bytes = new byte[file.Length <= MaxFileBytes ? file.Length : 0];
            file.ReadExactly(bytes);
        }

        File.Delete(path);
        int count = maxAge > TimeSpan.Zero && !mark.IsEmpty ? Restore(bytes, mark) : 0;
        CryptographicOperations.ZeroMemory(bytes);
        return count;
    }

    private int Restore(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark)
    {
        int head = Magic.Length + sizeof(long) + HashBytes + VerifiedPasswords.Length;
        const int Entry = HashBytes + VerifiedPasswords.Length;
        if (bytes.Length < head + HashBytes || (bytes.Length - head - HashBytes) % Entry != 0 || !bytes.StartsWith(Magic)
            || !SHA256.HashData(bytes[..^HashBytes]).AsSpan().SequenceEqual(bytes[^HashBytes..]))
        {
            return 0;
        }

        TimeSpan age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[Magic.Length..]));
        if (age < TimeSpan.Zero || age > maxAge || !SHA256.HashData(mark).AsSpan().SequenceEqual(bytes.Slice(Magic.Length + sizeof(long), HashBytes)))
            return 0;

        accounts.Verified.Key = bytes.Slice(head - VerifiedPasswords.Length, VerifiedPasswords.Length);
        var known = accounts.List().ToDictionary(account => Convert.ToHexString(Identify(account)), StringComparer.Ordinal);
        int count = 0;
        for (ReadOnlySpan<byte> rest = bytes[head..^HashBytes]; !rest.IsEmpty; rest = rest[Entry..])
        {
            if (!known.TryGetValue(Convert.ToHexString(rest[..HashBytes]), out Account? account))
                continue;
            account.Restore(rest.Slice(HashBytes, VerifiedPasswords.Length).ToArray());
            count++;
        }

        return count;
    }

    private static byte[] Identify(Account account) => SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id}\0{account.Hash}"));

    private static void WriteNumber(MemoryStream stream, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        stream.Write(bytes);
    }
}
