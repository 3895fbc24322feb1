using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace ChatServer.Client;

/// <summary>Where a client connects, as whom, and how patient it is. No time is longer than a day.</summary>
public sealed record ChatClientOptions
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromDays(1);

    /// <summary>
    /// The server: <c>chat://host:2020</c> for TCP, <c>chats://host:2020</c> for TCP with TLS, <c>ws://host:2021/ws</c> or <c>wss://host/ws</c> for
    /// WebSockets. Over TCP the port must be one that speaks utf-8.
    /// </summary>
    public required Uri Server { get; init; }

    /// <summary>
    /// Further servers of the same chat, which share one database. The client uses any one of them and <see cref="Server"/>, chosen by chance, and another one
    /// when that is lost. Default: none.
    /// </summary>
    public IReadOnlyList<Uri> OtherServers { get; init; } = [];

    /// <summary>Who logs in.</summary>
    public required string Id { get; init; }

    /// <summary>The password. It is never logged.</summary>
    public required string Password { get; init; }

    /// <summary>The language of the texts of errors: <c>en</c> or <c>zh</c>. Default: <c>en</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>When messages are confirmed. Default: automatically.</summary>
    public ConfirmMode ConfirmMode { get; init; } = ConfirmMode.Automatic;

    /// <summary>Whether <see cref="ChatClient.Events"/> tells also that own messages were delivered (<see cref="MessageDelivered"/>). Default: no.</summary>
    public bool ReportDeliveries { get; init; }

    /// <summary>How often the server is asked for a sign of life. Default: 5 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A link is given up when the server has been silent for so long, or has sent something but not answered for four times as long. While the program
    /// takes no messages the link is not watched. More than <see cref="HeartbeatInterval"/>. Default: 15 s.
    /// </summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long connecting and logging in may take at a server. If there are <see cref="OtherServers"/>, one that accepts no connection within a fifth of this
    /// is left for another. Default: 15 s.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most that the first pause before connecting again takes; each further one may take twice as long. Default: 0.5 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The most that any pause takes. Each is chosen by chance between zero and its most, so that many clients do not come at once. Default: 30 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many sends and requests may be under way; further ones wait. From 1 on. Default: 256.</summary>
    public int MaxUnderWay { get; init; } = 256;

    /// <summary>
    /// How many messages wait in memory for the program; further ones stay at the server, which costs nothing. While the program waits for an
    /// reply the client has to read on, and keeps up to 16 times as many. From 1 on. Default: 1000.
    /// </summary>
    public int MaxBuffered { get; init; } = 1000;

    /// <summary>
    /// As <see cref="MaxBuffered"/>, in bytes of memory; while the program waits for a reply, up to 4 times as many. From 64 KiB on. Default: 8 MiB.
    /// </summary>
    public long MaxBufferedBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// Whether the client refuses a <see cref="Server"/> to which the password would go in plain text over a network: <c>chat://</c> and <c>ws://</c> to
    /// another machine. Default: no; the client then logs a warning, <c>PasswordInPlainText</c>.
    /// </summary>
    public bool RequireEncryption { get; init; }

    /// <summary>Whether the password goes in plain text over a network to one of the servers: neither TLS nor this machine.</summary>
    public bool IsPasswordExposed => Servers.Any(ExposesPassword);

    /// <summary>All servers.</summary>
    internal IEnumerable<Uri> Servers => OtherServers.Prepend(Server);

    /// <summary>A longer line of the server ends the client, in bytes. Default: 1 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1024 * 1024;

    /// <summary>Decides about the server's certificate. Default: as the system does.</summary>
    public RemoteCertificateValidationCallback? ValidateCertificate { get; init; }

    /// <summary>Own certificates, for servers that ask for one. Default: none.</summary>
    public X509CertificateCollection? ClientCertificates { get; init; }

    /// <summary>Where the client logs. Neither passwords nor texts of messages are logged. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What a record would print, without the password.</summary>
    public override string ToString() => $"{Id} at {string.Join(", ", Servers)}";

    /// <summary>Whether a password goes to a server in plain text over a network: neither TLS nor this machine.</summary>
    /// <param name="server">The server, as <see cref="Server"/> names it.</param>
    public static bool ExposesPassword(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.IsAbsoluteUri && server.Scheme is ("chat" or "ws") && !IsThisMachine(server.DnsSafeHost);
    }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Server);
        ArgumentException.ThrowIfNullOrEmpty(Id);
        ArgumentException.ThrowIfNullOrEmpty(Password);
        ArgumentNullException.ThrowIfNull(OtherServers);
        foreach (Uri server in Servers)
            Validate(server, server == Server ? nameof(Server) : nameof(OtherServers));
        if (Language is not ("en" or "zh"))
            throw new ArgumentException($"'{Language}' is none of: en, zh.", nameof(Language));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DeadAfter, HeartbeatInterval);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPause, FirstPause);
        foreach (TimeSpan time in new[] { HeartbeatInterval, DeadAfter, ConnectTimeout, MaxPause })
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, MaxTime);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnderWay, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBuffered, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBufferedBytes, 64 * 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBufferedBytes, long.MaxValue / 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLineBytes, 1024);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }

    private void Validate(Uri server, string name)
    {
        if (!server.IsAbsoluteUri || server.Scheme is not ("chat" or "chats" or "ws" or "wss"))
            throw new ArgumentException($"'{server}' is no address of a chat server; write for example chat://localhost:2020 or ws://localhost:2021/ws.", name);
        if (RequireEncryption && ExposesPassword(server))
            throw new ArgumentException($"The password would go to {server.Authority} in plain text; use chats:// or wss://.", name);
    }

    private static bool IsThisMachine(string host)
        => IPAddress.TryParse(host, out IPAddress? address) ? IPAddress.IsLoopback(address) : host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
