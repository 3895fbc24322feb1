namespace SuperSocket.SocketBase.Config;

/// <summary>A type with a name, set in code.</summary>
public class TypeProviderConfig : ITypeProvider
{
    /// <inheritdoc/>
    public string Name { get; set; } = null!;

    /// <inheritdoc/>
    public string Type { get; set; } = null!;
}
