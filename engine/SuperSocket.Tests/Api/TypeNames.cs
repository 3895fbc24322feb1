using System.Reflection;

namespace SuperSocket.Tests.Api;

/// <summary>
/// Writes types as C# does: short names, keywords, nullable annotations left out. A name that two of our types share, or that one of ours
/// shares with .NET, gets a namespace in front.
/// </summary>
internal sealed class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    private readonly HashSet<Assembly> _assemblies;
    private readonly ILookup<string, Type> _ours;
    private readonly IReadOnlyDictionary<string, string[]> _parameterNames;

    /// <param name="assemblies">Ours.</param>
    /// <param name="parameterNames">What the contract calls the type parameters, by <see cref="Key"/>; they need not be called so in the product.</param>
    public TypeNames(IEnumerable<Assembly> assemblies, IReadOnlyDictionary<string, string[]> parameterNames)
    {
        _assemblies = [.. assemblies];
        _ours = _assemblies.SelectMany(a => a.GetExportedTypes()).ToLookup(BareName);
        _parameterNames = parameterNames;
    }

    /// <summary>Namespace, name and number of type parameters.</summary>
    public static string Key(Type type) => $"{type.Namespace}.{BareName(type)}`{type.GetGenericArguments().Length}";

    /// <summary>The name with namespace and type parameters, as the lists use it.</summary>
    public string Full(Type type) => $"{type.Namespace}.{Declared(type)}";

    /// <summary>The name with its type parameters, as the declaration has it.</summary>
    public string Declared(Type type) => BareName(type) + Arguments(type);

    public string Short(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        if (type.IsArray)
            return Short(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return Short(type.GetElementType()!);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Short(underlying) + "?";
        return type.IsGenericParameter ? Parameter(type) : Prefix(type) + BareName(type) + Arguments(type);
    }

    private static string BareName(Type type)
    {
        string name = type.Name;
        int mark = name.IndexOf('`', StringComparison.Ordinal);
        if (mark >= 0)
            name = name[..mark];
        return type.DeclaringType != null && !type.IsGenericParameter ? BareName(type.DeclaringType) + "." + name : name;
    }

    private string Prefix(Type type)
    {
        string[] namespaces = [.. _ours[BareName(type)].Select(t => t.Namespace!).Distinct()];
        if (!_assemblies.Contains(type.Assembly))
            return namespaces.Length > 0 ? type.Namespace + "." : "";
        return namespaces.Length > 1 ? type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..] + "." : "";
    }

    private string Arguments(Type type)
        => type.IsGenericType ? "<" + string.Join(",", type.GetGenericArguments().Select(Short)) + ">" : "";

    // Type parameters of a method are numbered: T1, T2.
    private string Parameter(Type parameter)
    {
        if (parameter.DeclaringMethod != null)
            return "T" + (parameter.GenericParameterPosition + 1);
        Type owner = parameter.DeclaringType!;
        return _parameterNames.TryGetValue(Key(owner), out string[]? names) ? names[parameter.GenericParameterPosition] : parameter.Name;
    }
}
