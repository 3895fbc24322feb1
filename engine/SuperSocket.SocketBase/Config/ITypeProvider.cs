namespace SuperSocket.SocketBase.Config;

/// <summary>A type with a name that the rest of the configuration uses.</summary>
public interface ITypeProvider
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>The type: Namespace.Class, Assembly.</summary>
    string Type { get; }
}
