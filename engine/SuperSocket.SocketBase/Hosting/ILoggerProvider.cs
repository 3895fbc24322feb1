using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketBase;

/// <summary>Has a log.</summary>
public interface ILoggerProvider
{
    /// <summary>The log.</summary>
    ILog Logger { get; }
}
