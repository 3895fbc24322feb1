using System.Net;

namespace SuperSocket.SocketBase;

/// <summary>Decides who may connect. Called for every connection, from several threads at once.</summary>
public interface IConnectionFilter
{
    /// <summary>Called once for a filter that the configuration names.</summary>
    /// <param name="name">The name in the configuration.</param>
    /// <param name="appServer">The server that it filters for.</param>
    /// <returns><see langword="false"/> makes the set-up of the server fail.</returns>
    bool Initialize(string name, IAppServer appServer);

    /// <summary>The name in the configuration.</summary>
    string Name { get; }

    /// <summary>Decides on one connection. An exception refuses it.</summary>
    /// <param name="remoteAddress">The peer.</param>
    /// <returns>Whether it may connect.</returns>
    bool AllowConnect(IPEndPoint remoteAddress);
}
