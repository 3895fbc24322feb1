namespace ChatServer.Admin;

/// <summary>Whether others may change what is in the data directory: a user who can write there can replace messages, accounts and the control channel.</summary>
internal static class DirectoryTrust
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Looks at a directory.</summary>
    /// <param name="path">The directory; it need not exist.</param>
    /// <returns>What to warn of, or <see langword="null"/>.</returns>
    public static string? FindDanger(string path)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(path))
            return null;
        UnixFileMode mode = File.GetUnixFileMode(path);
        return (mode & Others) == 0
            ? null
            : $"Other users can write to the directory {path} (mode {Convert.ToString((int)mode, 8)}), so they can replace messages and accounts: chmod 700 it, or give it to a group of its own and chmod 750.";
    }
}
