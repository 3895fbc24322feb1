using System.Collections.Specialized;
using System.Configuration;

namespace SuperSocket.SocketBase.Config;

/// <summary>The configuration of one server. Times are in seconds unless noted.</summary>
public partial interface IServerConfig
{
    /// <summary>Name of an entry in serverTypes; wins over ServerType.</summary>
    string? ServerTypeName { get; }

    /// <summary>Type of the server class: Namespace.Class, Assembly.</summary>
    string? ServerType { get; }

    /// <summary>Name of the receive filter factory.</summary>
    string? ReceiveFilterFactory { get; }

    /// <summary>Address to listen on: empty or Any, IPv6Any, or an address.</summary>
    string? Ip { get; }

    /// <summary>Port to listen on, 1 to 65535; 0 when the listeners element is used.</summary>
    int Port { get; }

    /// <summary>Attributes that the model does not know: name to value.</summary>
    NameValueCollection? Options { get; }

    /// <summary>Child elements that the model does not know: name to XML.</summary>
    NameValueCollection? OptionElements { get; }

    /// <summary>Whether the server is left out.</summary>
    bool Disabled { get; }

    /// <summary>Name of the server and its log.</summary>
    string Name { get; }

    /// <summary>TCP or UDP.</summary>
    SocketMode Mode { get; }

    /// <summary>How long Send waits for room, in milliseconds: negative not at all, 0 without limit. Default 5000.</summary>
    int SendTimeOut { get; }

    /// <summary>How many connections may be open at once. Default 100.</summary>
    int MaxConnectionNumber { get; }

    /// <summary>Size of a receive buffer in bytes. Default 4096.</summary>
    int ReceiveBufferSize { get; }

    /// <summary>Size of a send buffer in bytes. Default 2048.</summary>
    int SendBufferSize { get; }

    /// <summary>Whether Send returns only after the bytes were handed to the system.</summary>
    bool SyncSend { get; }

    /// <summary>Whether each command is logged.</summary>
    bool LogCommand { get; }

    /// <summary>Whether idle sessions are closed.</summary>
    bool ClearIdleSession { get; }

    /// <summary>How often idle sessions are looked for, in seconds. Default 120.</summary>
    int ClearIdleSessionInterval { get; }

    /// <summary>How long a session may be idle, in seconds. Default 300.</summary>
    int IdleSessionTimeOut { get; }

    /// <summary>The certificate of secure listeners.</summary>
    ICertificateConfig? Certificate { get; }

    /// <summary>TLS protocols: None, Tls12, Tls13 or a comma list.</summary>
    string? Security { get; }

    /// <summary>A request of this many bytes or more, terminator included, closes the session. Default 1024.</summary>
    int MaxRequestLength { get; }

    /// <summary>Accepted and ignored: the session list is always live.</summary>
    bool DisableSessionSnapshot { get; }

    /// <summary>Accepted and ignored: the session list is always live.</summary>
    int SessionSnapshotInterval { get; }

    /// <summary>Names of connection filters, separated by comma or semicolon.</summary>
    string? ConnectionFilter { get; }

    /// <summary>Names of command loaders, separated by comma or semicolon.</summary>
    string? CommandLoader { get; }

    /// <summary>TCP keep-alive: idle seconds before the first probe. Default 600.</summary>
    int KeepAliveTime { get; }

    /// <summary>TCP keep-alive: seconds between probes. Default 60.</summary>
    int KeepAliveInterval { get; }

    /// <summary>Connections that may wait to be accepted. Default 100; the engine may use more.</summary>
    int ListenBacklog { get; }

    /// <summary>Place in the start order, ascending.</summary>
    int StartupOrder { get; }

    /// <summary>Where to listen, in place of Ip and Port.</summary>
    IEnumerable<IListenerConfig>? Listeners { get; }

    /// <summary>Name of the log factory; empty for the default.</summary>
    string? LogFactory { get; }

    /// <summary>Segments that may wait for a slow peer, at the least. Default 5.</summary>
    int SendingQueueSize { get; }

    /// <summary>Whether connects and closes are logged. Default true.</summary>
    bool LogBasicSessionActivity { get; }

    /// <summary>Whether socket errors that a peer causes every day are logged too.</summary>
    bool LogAllSocketException { get; }

    /// <summary>Name of the encoding of text, for example utf-8 or gb2312. Default ASCII.</summary>
    string? TextEncoding { get; }

    /// <summary>Further assemblies to scan for commands.</summary>
    IEnumerable<ICommandAssemblyConfig>? CommandAssemblies { get; }

    /// <summary>Culture of all threads, for example zh-CN.</summary>
    string? DefaultCulture { get; }

    /// <summary>A child element that the model does not know, as the application's own type.</summary>
    /// <typeparam name="TConfig">The application's type.</typeparam>
    /// <param name="childConfigName">Name of the element.</param>
    /// <returns>The element, or <see langword="null"/> when absent.</returns>
    TConfig? GetChildConfig<TConfig>(string childConfigName)
        where TConfig : ConfigurationElement, new();
}
