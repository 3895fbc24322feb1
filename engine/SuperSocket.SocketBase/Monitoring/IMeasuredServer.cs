using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.SocketBase;

/// <summary>What <see cref="SuperSocketMetrics"/> asks of a running server. Thread-safe.</summary>
internal interface IMeasuredServer
{
    /// <summary>Its name, the value of the tag <c>server</c>.</summary>
    string Name { get; }

    /// <summary>Whether it receives datagrams.</summary>
    bool IsUdp { get; }

    /// <summary>Open sessions.</summary>
    int SessionCount { get; }

    /// <summary>Connections that have a place: sessions, and connections that are not a session yet or no longer.</summary>
    int ConnectionCount { get; }

    /// <summary>How many connections it may have.</summary>
    int MaxConnections { get; }

    /// <summary>The certificates of its secure listeners; empty without one.</summary>
    IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>What it counts.</summary>
    ServerCounts Counts { get; }
}
