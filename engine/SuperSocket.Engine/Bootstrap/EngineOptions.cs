using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Attributes of <c>&lt;server&gt;</c> that only our engine knows; 1.6 hands them to the application as options.</summary>
public static class EngineOptions
{
    /// <summary>Name of the attribute with the timeout of TLS handshakes.</summary>
    public const string HandshakeTimeOutName = "handshakeTimeOut";

    private const string SlowClientName = "slowClient";
    private const string MaxSendBytesName = "maxSendBytes";
    private const string ProxyProtocolFromName = "proxyProtocolFrom";
    private const string TlsCipherSuitesName = "tlsCipherSuites";

    /// <summary>The names of the attributes.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
        [SlowClientName, MaxSendBytesName, HandshakeTimeOutName, ProxyProtocolFromName, TlsCipherSuitesName, EngineOption.IdleCountsReceivesOnly];

    /// <summary>How long a TLS handshake may take, in seconds; from 1 to a day. Default 10.</summary>
    /// <exception cref="ArgumentException">The value is no such number.</exception>
    internal static int HandshakeTimeOut(IServerConfig config)
        => Math.Min(24 * 60 * 60, EngineOption.Number(config, HandshakeTimeOutName, 10, 1));

    /// <summary>How many bytes may wait for a slow peer, at least 1024. Default 65,536.</summary>
    /// <exception cref="ArgumentException">The value is no such number.</exception>
    internal static int MaxSendBytes(IServerConfig config) => EngineOption.Number(config, MaxSendBytesName, 64 * 1024, 1024);

    /// <summary>Whether clients may use every cipher suite that the system allows, those without authenticated encryption too. Default no.</summary>
    /// <exception cref="ArgumentException">The value is not known.</exception>
    internal static bool AllowsAllCipherSuites(IServerConfig config) => EngineOption.Text(config, TlsCipherSuitesName).ToUpperInvariant() switch
    {
        "" or "AEAD" => false,
        "SYSTEM" => true,
        _ => throw new ArgumentException($"{TlsCipherSuitesName}=\"{EngineOption.Text(config, TlsCipherSuitesName)}\" is not known; use Aead or System"),
    };

    /// <summary>Whether the configuration bounds what may wait for a peer in bytes.</summary>
    internal static bool HasMaxSendBytes(IServerConfig config) => !string.IsNullOrEmpty(EngineOption.Text(config, MaxSendBytesName));

    /// <summary>The addresses from which a PROXY header is required and believed. Default none.</summary>
    /// <exception cref="ArgumentException">An entry is neither an address nor a network.</exception>
    internal static AddressList ProxyProtocolFrom(IServerConfig config)
        => AddressList.Parse(ProxyProtocolFromName, EngineOption.Text(config, ProxyProtocolFromName));
}
