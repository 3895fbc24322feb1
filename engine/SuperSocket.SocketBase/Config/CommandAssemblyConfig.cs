namespace SuperSocket.SocketBase.Config;

/// <summary>An assembly to scan for commands, set in code.</summary>
public class CommandAssemblyConfig : ICommandAssemblyConfig
{
    /// <inheritdoc/>
    public string? Assembly { get; set; }
}
