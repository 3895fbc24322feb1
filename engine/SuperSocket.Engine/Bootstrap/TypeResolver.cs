using SuperSocket.Common;

namespace SuperSocket.SocketEngine;

/// <summary>Finds the types that configurations name as <c>Namespace.Class, Assembly</c>.</summary>
internal static class TypeResolver
{
    /// <summary>Finds a type.</summary>
    /// <exception cref="ProviderException">There is no such type.</exception>
    public static Type Resolve(string name)
    {
        string[] parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[1].Length == 0)
            throw new ProviderException($"the type '{name}' does not say its assembly; write Namespace.Class, Assembly.");

        try
        {
            return AssemblyUtil.GetType(name, throwOnError: true, ignoreCase: false)!;
        }
        catch (TypeLoadException)
        {
            throw new ProviderException($"the type '{parts[0]}' is not in the assembly '{parts[1]}'.");
        }
        catch (FileNotFoundException)
        {
            throw new ProviderException($"the assembly of the type '{name}' was not found.");
        }
        catch (Exception e) when (e is FileLoadException or BadImageFormatException or ArgumentException)
        {
            throw new ProviderException($"the type '{name}' could not be loaded: {e.Message}");
        }
    }
}
