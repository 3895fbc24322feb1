using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Provider;

namespace SuperSocket.SocketBase;

/// <summary>Reports figures of itself.</summary>
public interface IStatusInfoSource
{
    /// <summary>Which figures there are.</summary>
    /// <returns>One description a figure.</returns>
    StatusInfoAttribute[] GetServerStatusMetadata();

    /// <summary>Collects the figures.</summary>
    /// <param name="bootstrapStatus">The figures of the process.</param>
    /// <returns>The figures of this server.</returns>
    StatusInfoCollection CollectServerStatus(StatusInfoCollection bootstrapStatus);
}

/// <summary>Receives messages from outside of the server.</summary>
public interface ISystemEndPoint
{
    /// <summary>Hands a message over.</summary>
    /// <param name="messageType">Names the kind of message.</param>
    /// <param name="messageData">The message.</param>
    void TransferSystemMessage(string messageType, object messageData);
}

/// <summary>A server as the bootstrap sees it.</summary>
public interface IWorkItemBase : IStatusInfoSource, ISystemEndPoint
{
    /// <summary>The name from the configuration.</summary>
    string Name { get; }

    /// <summary>The configuration.</summary>
    IServerConfig Config { get; }

    /// <summary>Starts it.</summary>
    /// <returns>Whether it runs; the log says why not.</returns>
    bool Start();

    /// <summary>Told that the configuration may have changed.</summary>
    /// <param name="config">The configuration as it is now.</param>
    void ReportPotentialConfigChange(IServerConfig config);

    /// <summary>Stops it and closes its sessions.</summary>
    void Stop();

    /// <summary>Number of open sessions.</summary>
    int SessionCount { get; }
}

/// <summary>A server that the bootstrap sets up.</summary>
public interface IWorkItem : IWorkItemBase, IStatusInfoSource
{
    /// <summary>Sets it up. Possible once.</summary>
    /// <param name="bootstrap">The bootstrap that does it.</param>
    /// <param name="config">The server's configuration.</param>
    /// <param name="factories">What makes its parts: receive filter factory, log factory, connection filters, command loaders.</param>
    /// <returns>Whether it succeeded; the log says why not.</returns>
    bool Setup(IBootstrap bootstrap, IServerConfig config, ProviderFactoryInfo[] factories);

    /// <summary>Where it is in its life.</summary>
    ServerState State { get; }
}
