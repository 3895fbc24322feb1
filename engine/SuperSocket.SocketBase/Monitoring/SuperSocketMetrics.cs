using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;

namespace SuperSocket.SocketBase;

/// <summary>
/// The meter <c>SuperSocket</c>: every metric of the engine. Numbers that are counted anyway are read when somebody asks; only the duration of requests is
/// recorded, and only while somebody listens. docs/metrics.md explains each metric. Thread-safe.
/// </summary>
internal static class SuperSocketMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SuperSocket";

    private const string ServerTag = "server";
    private const string ReasonTag = "reason";

    private static readonly ConcurrentDictionary<IMeasuredServer, bool> Servers = new();
    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "supersocket.request.duration",
        "s",
        "Time to handle a command. Measured are asynchronous commands, and at most one other of each received block.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00001, 0.0001, 0.001, 0.01, 0.1, 0.5, 1, 5, 10] });

    static SuperSocketMetrics()
    {
        Level("supersocket.sessions", "{session}", "Open sessions.", () => Read(server => server.SessionCount));
        Level("supersocket.connections", "{connection}", "Connections that count towards maxConnectionNumber.", () => Read(server => server.ConnectionCount));
        Level("supersocket.connections.limit", "{connection}", "The limit maxConnectionNumber.", () => Read(server => server.MaxConnections));
        Count("supersocket.connections.accepted", "{connection}", "Connections that were accepted.", () => Read(server => server.Counts.Accepted));
        Count("supersocket.connections.refused", "{connection}", "Connections that were refused.", ReadRefused);
        Count("supersocket.requests", "{request}", "Requests that were handled.", () => Read(server => server.Counts.Requests));
        Count("supersocket.network.io", "By", "Bytes that were received and sent, without TLS and HTTP.", ReadBytes);
        Count("supersocket.datagrams.dropped", "{datagram}", "Datagrams that were dropped.", ReadDropped);
        Count("supersocket.tls.handshakes", "{handshake}", "TLS handshakes.", ReadHandshakes);
        Level("supersocket.descriptors.limit", "{descriptor}", "File descriptors that the process may have open.", ReadDescriptorLimit);
        Level("supersocket.descriptors.free", "{descriptor}", "File descriptors that the process may still open.", ReadFreeDescriptors);
        Meter.CreateObservableGauge("supersocket.certificate.expiry", ReadExpiries, "s", "End of the certificate, in seconds since 1970-01-01 UTC.");
    }

    /// <summary>Whether somebody wants to know how long requests take.</summary>
    public static bool MeasuresRequests => Duration.Enabled;

    /// <summary>Shows a server that runs.</summary>
    /// <param name="server">The server.</param>
    public static void Add(IMeasuredServer server) => Servers[server] = true;

    /// <summary>Shows a server no longer.</summary>
    /// <param name="server">The server.</param>
    public static void Remove(IMeasuredServer server) => Servers.TryRemove(server, out _);

    /// <summary>Records how long a request took.</summary>
    /// <param name="start">When it began, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="server">Name of the server.</param>
    /// <param name="command">Name of the command; of a bounded set, never what a client wrote.</param>
    public static void RecordRequest(long start, string server, string command)
        => Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new(ServerTag, server), new("command", command));

    // A number that only grows.
    private static void Count(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read)
        => Meter.CreateObservableCounter(name, read, unit, description);

    // A number that rises and falls, and that adds up over several processes.
    private static void Level(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read)
        => Meter.CreateObservableUpDownCounter(name, read, unit, description);

    private static IEnumerable<Measurement<long>> Read(Func<IMeasuredServer, long> get)
    {
        foreach ((IMeasuredServer server, _) in Servers)
            yield return new Measurement<long>(get(server), new KeyValuePair<string, object?>(ServerTag, server.Name));
    }

    private static IEnumerable<Measurement<long>> Read(
        string tag, Func<IMeasuredServer, bool> hasValues, params (string Value, Func<IMeasuredServer, long> Get)[] values)
    {
        foreach (IMeasuredServer server in Servers.Keys.Where(hasValues))
        {
            foreach ((string value, Func<IMeasuredServer, long> get) in values)
                yield return new Measurement<long>(get(server), new(ServerTag, server.Name), new(tag, value));
        }
    }

    private static IEnumerable<Measurement<long>> ReadRefused() => Read(
        ReasonTag,
        server => !server.IsUdp,
        ("server_full", server => server.Counts.GetRefused(ConnectionRefusal.ServerFull)),
        ("open_files", server => server.Counts.GetRefused(ConnectionRefusal.OpenFiles)),
        ("address", server => server.Counts.GetRefused(ConnectionRefusal.Address)),
        ("filter", server => server.Counts.GetRefused(ConnectionRefusal.Filter)),
        ("proxy_header", server => server.Counts.GetRefused(ConnectionRefusal.ProxyHeader)));

    private static IEnumerable<Measurement<long>> ReadDropped() => Read(
        ReasonTag,
        server => server.IsUdp,
        ("session_busy", server => server.Counts.GetDropped(DatagramDrop.SessionBusy)),
        ("server_full", server => server.Counts.GetDropped(DatagramDrop.ServerFull)),
        ("unauthenticated_full", server => server.Counts.GetDropped(DatagramDrop.UnauthenticatedFull)));

    private static IEnumerable<Measurement<long>> ReadBytes()
        => Read("direction", _ => true, ("receive", server => server.Counts.Received), ("transmit", server => server.Counts.Sent));

    private static IEnumerable<Measurement<long>> ReadHandshakes()
        => Read(
            "result",
            server => server.Certificates.Count > 0,
            ("success", server => server.Counts.Handshakes),
            ("failure", server => server.Counts.FailedHandshakes));

    private static IEnumerable<Measurement<long>> ReadExpiries()
    {
        foreach ((IMeasuredServer server, _) in Servers)
        {
            // Two of one name, a certificate of RSA and one of ECDSA for example, are one: the one that ends first.
            foreach (IGrouping<string, X509Certificate2> same in server.Certificates.GroupBy(one => one.GetNameInfo(X509NameType.SimpleName, forIssuer: false)))
            {
                long end = new DateTimeOffset(same.Min(one => one.NotAfter)).ToUnixTimeSeconds();
                yield return new Measurement<long>(end, new(ServerTag, server.Name), new("certificate", same.Key));
            }
        }
    }

    private static IEnumerable<Measurement<long>> ReadDescriptorLimit()
    {
        if (OpenFileLimit.Read() is { } limit)
            yield return new Measurement<long>(limit);
    }

    private static IEnumerable<Measurement<long>> ReadFreeDescriptors()
    {
        if (OpenFileLimit.Read() is { } limit)
            yield return new Measurement<long>(limit - OpenFileLimit.CountOpen());
    }
}
