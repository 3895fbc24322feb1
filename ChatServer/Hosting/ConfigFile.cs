using System.Configuration;
using SuperSocket.Common;

namespace ChatServer.Hosting;

/// <summary>Which configuration file the program reads.</summary>
public static class ConfigFile
{
    /// <summary>Finds the file.</summary>
    /// <param name="named">The one that the arguments name; <see langword="null"/> for the program's own.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Find(string? named)
    {
        string file = named == null
            ? ConfigurationManager.OpenExeConfiguration(ConfigurationUserLevel.None).FilePath
            : Path.GetFullPath(ConfiguredPath.Normalize(named));
        return File.Exists(file) ? file : throw new FileNotFoundException($"There is no configuration file '{file}'.", file);
    }
}
