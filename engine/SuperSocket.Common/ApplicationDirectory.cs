using System.Reflection;
using System.Runtime.Loader;

namespace SuperSocket.Common;

/// <summary>
/// Lets assemblies be found that were copied next to the program but are not in its deps file. .NET finds only those of the
/// deps file; the configuration of a 1.6 application names others.
/// </summary>
internal static class ApplicationDirectory
{
    private static int _searched;

    /// <summary>Adds the application's directory to what is searched, once per process.</summary>
    public static void Search()
    {
        if (Interlocked.Exchange(ref _searched, 1) == 0)
            AssemblyLoadContext.Default.Resolving += Load;
    }

    private static Assembly? Load(AssemblyLoadContext context, AssemblyName assembly)
    {
        if (assembly.Name is not { Length: > 0 } name || !string.IsNullOrEmpty(assembly.CultureName) || Path.GetFileName(name) != name)
            return null;

        string file = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}
