using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>
/// Runs around commands of sub-protocols: on a command class, around that command; on the server class, around all commands, and not around frames.
/// One object serves all sessions; it must be thread-safe.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class SubCommandFilterAttribute : CommandFilterAttribute
{
    /// <summary>On a server class: the only sub-protocol for whose commands it runs; empty for all.</summary>
    public string SubProtocol { get; set; } = string.Empty;
}
