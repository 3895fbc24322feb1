using SuperSocket.Common;

namespace SuperSocket.SocketBase.Provider;

/// <summary>Makes objects of a named type, or hands out one that exists. Thread-safe once set up.</summary>
public class ExportFactory
{
    private object? _instance;
    private Type? _type;

    /// <summary>Makes a factory whose <see cref="TypeName"/> is set later.</summary>
    public ExportFactory()
    {
    }

    /// <summary>Makes a factory that always hands out one object.</summary>
    /// <param name="instance">The object.</param>
    public ExportFactory(object instance) => _instance = instance;

    /// <summary>Makes a factory of a type.</summary>
    /// <param name="typeName">Assembly-qualified name of the type.</param>
    public ExportFactory(string typeName) => TypeName = typeName;

    internal ExportFactory(Type type)
    {
        _type = type;
        TypeName = type.AssemblyQualifiedName!;
    }

    /// <summary>Assembly-qualified name of the type.</summary>
    public string TypeName { get; set; } = null!;

    /// <summary>Makes the object now and hands out the same one from here on.</summary>
    public void EnsureInstance() => _instance ??= Create(Activator.CreateInstance);

    /// <summary>An object.</summary>
    /// <typeparam name="T">What it is used as.</typeparam>
    /// <returns>The shared object if there is one, else a new one.</returns>
    public T CreateExport<T>() => (T)(_instance ?? Create(Activator.CreateInstance));

    /// <summary>An object.</summary>
    /// <typeparam name="T">What it is used as.</typeparam>
    /// <param name="creator">Makes a new object of the type.</param>
    /// <returns>The shared object if there is one, else a new one.</returns>
    public T CreateExport<T>(Func<Type, object> creator) => (T)(_instance ?? Create(creator));

    private object Create(Func<Type, object?> creator)
    {
        _type ??= AssemblyUtil.GetType(TypeName, throwOnError: true, ignoreCase: false)!;
        return creator(_type) ?? throw new InvalidOperationException($"No object of type '{TypeName}' could be made.");
    }
}
