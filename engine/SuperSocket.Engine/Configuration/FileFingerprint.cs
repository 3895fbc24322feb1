using System.Security.Cryptography;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Tells whether files have changed, whatever happened to them: written, replaced, or a symbolic link on the way to them that leads elsewhere now, as in
/// Kubernetes. Sizes and times do not tell that.
/// </summary>
internal static class FileFingerprint
{
    // No configuration or certificate is larger; of a larger file the start counts.
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads files.</summary>
    /// <param name="files">Their paths.</param>
    /// <returns>A text that is the same as long as all contents are, or the reason why a file cannot be read.</returns>
    public static string Of(IEnumerable<string> files) => string.Join('\n', files.Select(Of));

    private static string Of(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] content = new byte[Math.Min(stream.Length, MaxBytes)];
            int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return Convert.ToHexString(SHA256.HashData(content.AsSpan(0, length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }
}
