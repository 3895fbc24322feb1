using System.Reflection;

namespace SuperSocket.SocketEngine;

/// <summary>Finds the types that configurations name as <c>Namespace.Class, Assembly</c>.</summary>
internal static class TypeResolver
{
    /// <summary>Finds a type; one that is generic may be named without its arity.</summary>
    /// <exception cref="ProviderException">There is no such type.</exception>
    public static Type Resolve(string name)
    {
        string[] parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[1].Length == 0)
        {
            return Type.GetType(name, throwOnError: false)
                ?? throw new ProviderException($"the type '{name}' does not say its assembly; write Namespace.Class, Assembly.");
        }

        Assembly assembly = LoadAssembly(parts[1], name);
        return assembly.GetType(parts[0], throwOnError: false, ignoreCase: false)
            ?? SingleGeneric(assembly, parts[0])
            ?? throw new ProviderException($"the type '{parts[0]}' is not in the assembly '{assembly.GetName().Name}'.");
    }

    // A DLL that was only copied next to the program is not in its deps file, so that it is not found by name.
    private static Assembly LoadAssembly(string assemblyName, string typeName)
    {
        try
        {
            return Assembly.Load(assemblyName);
        }
        catch (FileNotFoundException)
        {
            string file = Path.Combine(AppContext.BaseDirectory, new AssemblyName(assemblyName).Name + ".dll");
            if (File.Exists(file))
                return Assembly.LoadFrom(file);
            throw new ProviderException($"the assembly of the type '{typeName}' was not found.");
        }
        catch (Exception e)
        {
            throw new ProviderException($"the assembly of the type '{typeName}' could not be loaded: {e.Message}");
        }
    }

    private static Type? SingleGeneric(Assembly assembly, string fullName)
    {
        Type[] generics = [.. assembly.GetTypes().Where(type => type.IsGenericTypeDefinition && type.FullName!.Split('`')[0] == fullName)];
        return generics.Length == 1 ? generics[0] : null;
    }
}
