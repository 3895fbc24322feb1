using System.Security;

namespace ChatServer.Core.Storage.Disk;

/// <summary>Classifies and describes exceptions of the disk.</summary>
internal static class DiskFailure
{
    /// <summary>The text for clients when memory is short.</summary>
    public const string NoMemory = "Cannot allocate memory";

    private const string NoSpace = "No space left on device";
    private const string NoQuota = "Disk quota exceeded";
    private const string Unknown = "input/output error";

    // Windows: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED.
    private static readonly int[] WindowsFull = [unchecked((int)0x80070027), unchecked((int)0x80070070), unchecked((int)0x8007050F)];

    // Texts that clients may see: the reason, but no file names.
    private static readonly string[] Known =
    [
        NoSpace, NoQuota, "Too many open files", "Read-only file system", "Permission denied", "Stale file handle", NoMemory,
    ];

    /// <summary>
    /// Whether an exception may come from a file operation. For EFBIG, ECANCELED, EACCES and others, the framework throws exceptions other than
    /// <see cref="IOException"/>.
    /// </summary>
    public static bool IsOne(Exception e)
        => e is IOException or UnauthorizedAccessException or OperationCanceledException or NotSupportedException or ArgumentException
            or ObjectDisposedException or SecurityException or OutOfMemoryException;

    /// <summary>Whether the disk is full, or the disk quota of the user is exceeded.</summary>
    public static bool IsFull(Exception e)
        => Has(e, NoSpace) || Has(e, NoQuota) || (OperatingSystem.IsWindows() && Array.IndexOf(WindowsFull, e.HResult) >= 0);

    /// <summary>Describes the reason for clients.</summary>
    public static string Describe(Exception e) => e switch
    {
        FilesGoneException => FilesGoneException.Reason,
        ArgumentOutOfRangeException => "File too large",
        UnauthorizedAccessException => "Permission denied",
        OutOfMemoryException => NoMemory,
        _ when IsFull(e) => Has(e, NoQuota) ? NoQuota : NoSpace,
        _ => Array.Find(Known, known => Has(e, known)) ?? Unknown,
    };

    private static bool Has(Exception e, string text) => e.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
