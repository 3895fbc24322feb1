namespace SuperSocket.Common;

/// <summary>Our extension: paths as configurations and programs that were written on Windows have them.</summary>
public static class ConfiguredPath
{
    /// <summary>Lets a path with backslashes be found where paths have slashes.</summary>
    /// <param name="path">The path, such as <c>Config\users.xml</c>.</param>
    /// <returns>The path as this system writes it.</returns>
    public static string Normalize(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.DirectorySeparatorChar == '/' ? path.Replace('\\', '/') : path;
    }
}
