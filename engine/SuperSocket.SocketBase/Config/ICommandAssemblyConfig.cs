namespace SuperSocket.SocketBase.Config;

/// <summary>An assembly to scan for commands.</summary>
public interface ICommandAssemblyConfig
{
    /// <summary>Its name.</summary>
    string? Assembly { get; }
}
