using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SuperSocket.SocketBase.Logging;

/// <summary>
/// A log file of limited size. When it is full it becomes <c>name.1.log</c>, that one <c>name.2.log</c>, and so on; the oldest is
/// deleted. Each line is handed to the system at once, so that nothing is lost when the process ends. Thread-safe; never throws.
/// </summary>
internal sealed class RollingLogFile
{
    /// <summary>Limit of one file in bytes: 10 MB.</summary>
    public const long DefaultLimit = 10 * 1024 * 1024;

    /// <summary>How many files there are at most.</summary>
    public const int DefaultCount = 5;

    private static readonly ConcurrentDictionary<string, RollingLogFile> Files = new(StringComparer.OrdinalIgnoreCase);

    // Guards the handle, and the order of the lines.
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly long _limit;
    private readonly int _count;
    private SafeFileHandle? _handle;

    private RollingLogFile(string path, long limit, int count)
    {
        _path = path;
        _limit = limit;
        _count = count;
    }

    /// <summary>The file of a path: one object in the whole process, whoever asks.</summary>
    /// <param name="path">The path, with extension.</param>
    /// <param name="limit">Limit of one file in bytes.</param>
    /// <param name="count">How many files there are at most.</param>
    /// <returns>The file; <see langword="null"/> if it cannot be written.</returns>
    public static RollingLogFile? TryOpen(string path, long limit = DefaultLimit, int count = DefaultCount)
    {
        RollingLogFile file = Files.GetOrAdd(Path.GetFullPath(path), full => new RollingLogFile(full, limit, count));
        lock (file._lock)
            return file.Try(() => file._handle ??= file.Open()) ? file : null;
    }

    /// <summary>Appends a text; a text that cannot be written is dropped.</summary>
    /// <param name="text">The text with its line end.</param>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        lock (_lock)
        {
            Try(() =>
            {
                SafeFileHandle handle = _handle ??= Open();
                if (!HasRoom(RandomAccess.GetLength(handle), bytes.Length))
                    handle = Roll(bytes.Length);

                // Another process may have written meanwhile; the end is where the file says.
                RandomAccess.Write(handle, bytes, RandomAccess.GetLength(handle));
            });
        }
    }

    private bool HasRoom(long length, int more) => length == 0 || length + more <= _limit;

    private SafeFileHandle Roll(int more)
    {
        Close();
        try
        {
            // Another process may have rolled already.
            if (!HasRoom(new FileInfo(_path).Length, more))
                Shift();
            return _handle = Open();
        }
        catch (Exception e) when (IsFileError(e))
        {
            // The size has a limit even if the files cannot be renamed.
            _handle = Open();
            RandomAccess.SetLength(_handle, 0);
            return _handle;
        }
    }

    private void Shift()
    {
        for (int number = _count - 1; number >= 1; number--)
        {
            string from = number == 1 ? _path : Numbered(number - 1);
            if (File.Exists(from))
                File.Move(from, Numbered(number), overwrite: true);
        }
    }

    private string Numbered(int number) => Path.ChangeExtension(_path, $".{number}{Path.GetExtension(_path)}");

    private SafeFileHandle Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        return File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (IsFileError(e))
        {
            Close();
            return false;
        }
    }

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;
}
