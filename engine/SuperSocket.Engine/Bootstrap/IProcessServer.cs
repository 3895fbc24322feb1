namespace SuperSocket.SocketEngine;

/// <summary>A server that runs in a process of its own.</summary>
public interface IProcessServer
{
    /// <summary>Id of the process.</summary>
    int ProcessId { get; }
}
