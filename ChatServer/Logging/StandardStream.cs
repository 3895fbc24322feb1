using System.Runtime.InteropServices;

namespace ChatServer.Logging;

/// <summary>
/// Standard output or standard error as the system has them. On Unix it writes to the descriptor itself: the runtime's own streams hold one lock for both
/// while they write, so a reader of the one that stops reading would block the writers of the other.
/// </summary>
/// <param name="descriptor">1 for standard output, 2 for standard error.</param>
internal sealed class StandardStream(int descriptor) : IRawOutput
{
    private const int Interrupted = 4; // EINTR
    private const int TryAgain = 11; // EAGAIN on Linux; on macOS it is 35
    private const int TryAgainOnMac = 35;
    private const int PollInterval = 50;

    private readonly Stream? _windows = OperatingSystem.IsWindows() ? descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError() : null;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> bytes, out string? error)
    {
        if (_windows != null)
            return WriteOnWindows(_windows, bytes, out error);

        int written = 0;
        while (written < bytes.Length)
        {
            nint count = Write(descriptor, in MemoryMarshal.GetReference(bytes[written..]), bytes.Length - written);
            if (count > 0)
            {
                written += (int)count;
                continue;
            }

            int errno = count == 0 ? TryAgain : Marshal.GetLastPInvokeError();
            if (errno is TryAgain or TryAgainOnMac)
            {
                // Somebody else made the file non-blocking, or it took nothing. Only the writer's own thread waits.
                Thread.Sleep(PollInterval);
            }
            else if (errno != Interrupted)
            {
                error = Marshal.GetPInvokeErrorMessage(errno);
                return written;
            }
        }

        error = null;
        return written;
    }

    private static int WriteOnWindows(Stream stream, ReadOnlySpan<byte> bytes, out string? error)
    {
        try
        {
            stream.Write(bytes);
            error = null;
            return bytes.Length;
        }
        catch (IOException e)
        {
            error = e.Message;
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, in byte bytes, nint count);
}

/// <summary>Takes bytes, as long as that may take.</summary>
internal interface IRawOutput
{
    /// <summary>Writes. May block; throws nothing.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="error">Why not all were written.</param>
    /// <returns>How many bytes were written.</returns>
    int Write(ReadOnlySpan<byte> bytes, out string? error);
}
