namespace SuperSocket.SocketEngine;

/// <summary>Types of 1.6 that configurations may still name and that cannot exist on this platform.</summary>
internal static class UnsupportedTypes
{
    /// <summary>Refuses such a type with a reason and an alternative.</summary>
    /// <param name="type">The type: Namespace.Class, Assembly.</param>
    /// <param name="attribute">What named it, for example <c>commandLoader="dlr"</c>.</param>
    /// <exception cref="ProviderException">The type is not supported.</exception>
    public static void Refuse(string? type, string attribute)
    {
        if (type == null)
            return;
        if (type.StartsWith("SuperSocket.Dlr.", StringComparison.Ordinal))
            throw new ProviderException($"{attribute} ({type}) is not supported: commands cannot be written in dynamic languages; write them in C#.");
        if (type.StartsWith("SuperSocket.Facility.PolicyServer.", StringComparison.Ordinal))
            throw new ProviderException($"{attribute} ({type}) is not supported: the policy servers for Flash and Silverlight do not exist any more; remove the server.");
    }
}
