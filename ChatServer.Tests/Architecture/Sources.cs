namespace ChatServer.Tests.Architecture;

/// <summary>The source files of the repository.</summary>
internal static class Sources
{
    /// <summary>The top of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>Finds the C# files in folders, without what a build makes.</summary>
    /// <param name="folders">The folders.</param>
    public static IEnumerable<string> Find(params string[] folders)
        => folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
}
