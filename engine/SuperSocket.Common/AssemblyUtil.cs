using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace SuperSocket.Common;

/// <summary>Finds types and assemblies by name, makes objects of them, copies properties.</summary>
public static class AssemblyUtil
{
    private const BindingFlags PublicInstance = BindingFlags.Instance | BindingFlags.Public;

    /// <summary>Makes an object of a named type.</summary>
    /// <typeparam name="T">What it is used as.</typeparam>
    /// <param name="type">The type: Namespace.Class, Assembly.</param>
    /// <returns>The object.</returns>
    /// <exception cref="TypeLoadException">There is no such type.</exception>
    /// <exception cref="MissingMethodException">The type has no public constructor without parameters.</exception>
    public static T CreateInstance<T>(string type) => CreateInstance<T>(type, []);

    /// <summary>Makes an object of a named type.</summary>
    /// <typeparam name="T">What it is used as.</typeparam>
    /// <param name="type">The type: Namespace.Class, Assembly.</param>
    /// <param name="parameters">Arguments of the constructor.</param>
    /// <returns>The object.</returns>
    /// <exception cref="TypeLoadException">There is no such type.</exception>
    /// <exception cref="MissingMethodException">No public constructor takes the arguments.</exception>
    public static T CreateInstance<T>(string type, object[] parameters) =>
        (T)Activator.CreateInstance(GetType(type, throwOnError: true, ignoreCase: false)!, parameters)!;

    /// <summary>
    /// Finds a type. Assemblies are also looked for as files in the application's directory. If there is no such type, the only
    /// generic definition of that name is taken.
    /// </summary>
    /// <param name="fullTypeName">The type: Namespace.Class, Assembly.</param>
    /// <param name="throwOnError">Whether an unknown type is an error.</param>
    /// <param name="ignoreCase">Whether the case of the type's name does not count.</param>
    /// <returns>The type; <see langword="null"/> when unknown and that is no error.</returns>
    /// <exception cref="TypeLoadException">There is no such type.</exception>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static Type? GetType(string fullTypeName, bool throwOnError, bool ignoreCase)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullTypeName);
        ApplicationDirectory.Search();

        return Type.GetType(fullTypeName, throwOnError: false, ignoreCase)
            ?? GenericDefinition(fullTypeName, ignoreCase)
            ?? (throwOnError ? Type.GetType(fullTypeName, throwOnError: true, ignoreCase) : null);
    }

    /// <summary>The exported classes of an assembly that can be made and are of a type.</summary>
    /// <typeparam name="TBaseType">Base class or interface.</typeparam>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The classes, without abstract ones.</returns>
    public static IEnumerable<Type> GetImplementTypes<TBaseType>(this Assembly assembly) => Implementations(assembly, typeof(TBaseType));

    /// <summary>An object of each exported class of an assembly that implements an interface.</summary>
    /// <typeparam name="TBaseInterface">The interface.</typeparam>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The objects.</returns>
    /// <exception cref="MissingMethodException">A class has no public constructor without parameters.</exception>
    public static IEnumerable<TBaseInterface> GetImplementedObjectsByInterface<TBaseInterface>(this Assembly assembly)
        where TBaseInterface : class =>
        assembly.GetImplementedObjectsByInterface<TBaseInterface>(typeof(TBaseInterface));

    /// <summary>An object of each exported class of an assembly that is of a type.</summary>
    /// <typeparam name="TBaseInterface">What the objects are used as.</typeparam>
    /// <param name="assembly">The assembly.</param>
    /// <param name="targetType">The type. Generic definitions are left out.</param>
    /// <returns>The objects.</returns>
    /// <exception cref="MissingMethodException">A class has no public constructor without parameters.</exception>
    public static IEnumerable<TBaseInterface> GetImplementedObjectsByInterface<TBaseInterface>(this Assembly assembly, Type targetType)
        where TBaseInterface : class
    {
        ArgumentNullException.ThrowIfNull(targetType);

        return Implementations(assembly, targetType)
            .Where(type => !type.ContainsGenericParameters)
            .Select(type => (TBaseInterface)Activator.CreateInstance(type)!)
            .ToArray();
    }

    /// <summary>Not available: the binary serializer is not part of .NET any more.</summary>
    /// <typeparam name="T">Type of the object.</typeparam>
    /// <param name="target">The object.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static T BinaryClone<T>(this T target) =>
        throw new NotSupportedException(
            "BinaryClone needs the binary serializer, which is not part of .NET any more; copy the object with CopyPropertiesTo or a constructor.");

    /// <summary>Copies the public properties of one object to the settable ones of the same name and type of another.</summary>
    /// <typeparam name="T">A common type of both; properties of the objects' own types are copied too.</typeparam>
    /// <param name="source">The object to copy from.</param>
    /// <param name="target">The object to copy to.</param>
    /// <returns>The target.</returns>
    public static T CopyPropertiesTo<T>(this T source, T target) => source.CopyPropertiesTo(_ => true, target);

    /// <summary>Copies chosen public properties of one object to the settable ones of the same name and type of another.</summary>
    /// <typeparam name="T">A common type of both; properties of the objects' own types are copied too.</typeparam>
    /// <param name="source">The object to copy from.</param>
    /// <param name="predict">Chooses among the target's properties.</param>
    /// <param name="target">The object to copy to.</param>
    /// <returns>The target.</returns>
    public static T CopyPropertiesTo<T>(this T source, Predicate<PropertyInfo> predict, T target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(target);

        // A property that a derived class hides comes after the one that hides it.
        var readable = source.GetType().GetProperties(PublicInstance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .DistinctBy(property => property.Name)
            .ToDictionary(property => property.Name);

        foreach (var to in target.GetType().GetProperties(PublicInstance))
        {
            if (to.SetMethod is { IsPublic: true }
                && readable.TryGetValue(to.Name, out var from)
                && to.PropertyType.IsAssignableFrom(from.PropertyType)
                && predict(to))
            {
                to.SetValue(target, from.GetValue(source));
            }
        }

        return target;
    }

    /// <summary>Loads assemblies.</summary>
    /// <param name="assemblyDef">Their names, separated by comma or semicolon.</param>
    /// <returns>The assemblies.</returns>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static IEnumerable<Assembly> GetAssembliesFromString(string assemblyDef)
    {
        ArgumentNullException.ThrowIfNull(assemblyDef);
        return GetAssembliesFromStrings(assemblyDef.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Loads assemblies.</summary>
    /// <param name="assemblies">Their names.</param>
    /// <returns>The assemblies.</returns>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static IEnumerable<Assembly> GetAssembliesFromStrings(string[] assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        ApplicationDirectory.Search();
        return assemblies.Select(Assembly.Load).ToArray();
    }

    private static Type[] Implementations(Assembly assembly, Type baseType)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && baseType.IsAssignableFrom(type))
            .ToArray();
    }

    private static Type? GenericDefinition(string fullTypeName, bool ignoreCase)
    {
        int comma = fullTypeName.IndexOf(',', StringComparison.Ordinal);
        string prefix = (comma < 0 ? fullTypeName : fullTypeName[..comma]).Trim() + "`";
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

        // A name that has its own brackets or arity is exact already.
        if (comma < 0 || prefix.AsSpan(0, prefix.Length - 1).ContainsAny("[`") || !TryLoad(fullTypeName[(comma + 1)..], out var assembly))
            return null;

        var found = assembly.GetTypes().Where(type => IsName(type.FullName!)).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;

        bool IsName(string name) => name.StartsWith(prefix, comparison) && name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool TryLoad(string name, [NotNullWhen(true)] out Assembly? assembly)
    {
        try
        {
            assembly = Assembly.Load(name.Trim());
            return true;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            assembly = null;
            return false;
        }
    }
}
