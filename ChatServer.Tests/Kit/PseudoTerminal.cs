using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <summary>A terminal that a test makes, for a program that looks at it. Linux.</summary>
public sealed class PseudoTerminal : IDisposable
{
    // O_RDWR | O_NOCTTY | O_CLOEXEC: a program that inherited the master would keep the terminal open.
    private const int Flags = 0x80102;

    private readonly SafeFileHandle _master;

    /// <summary>Makes a terminal.</summary>
    public PseudoTerminal()
    {
        int master = OpenMaster(Flags);
        Assert.That(master, Is.GreaterThanOrEqualTo(0));
        _master = new SafeFileHandle(master, ownsHandle: true);
        byte[] name = new byte[100];
        Assert.That(Grant(master) | Unlock(master) | Name(master, name, name.Length), Is.Zero);
        Path = System.Text.Encoding.ASCII.GetString(name).TrimEnd('\0');
        Stream = new FileStream(_master, FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>What the program opens.</summary>
    public string Path { get; }

    /// <summary>What a person sees and types.</summary>
    public Stream Stream { get; }

    /// <summary>Closes the terminal, as the window's cross does.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _master.Dispose();
    }

    [DllImport("libc", EntryPoint = "posix_openpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Grant(int master);

    [DllImport("libc", EntryPoint = "unlockpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unlock(int master);

    [DllImport("libc", EntryPoint = "ptsname_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Name(int master, byte[] name, nint length);
}
