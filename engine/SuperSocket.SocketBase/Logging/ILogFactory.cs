namespace SuperSocket.SocketBase.Logging;

/// <summary>Makes logs. Thread-safe.</summary>
public interface ILogFactory
{
    /// <summary>The log of a name.</summary>
    /// <param name="name">For example a server's name.</param>
    /// <returns>The log.</returns>
    ILog GetLog(string name);
}
