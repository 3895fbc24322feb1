namespace SuperSocket.SocketBase.Metadata;

/// <summary>Names the class whose <see cref="StatusInfoAttribute"/>s describe what a server reports.</summary>
/// <param name="metadataType">The class.</param>
public class AppServerMetadataTypeAttribute(Type metadataType) : Attribute
{
    /// <summary>The class.</summary>
    public Type MetadataType { get; } = metadataType;
}
