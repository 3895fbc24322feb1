using System.Collections.Specialized;
using System.Configuration;
using SuperSocket.Common;

namespace SuperSocket.SocketBase.Config;

/// <summary>The configuration of one server, set in code. Times are in seconds unless noted.</summary>
public partial class ServerConfig : IServerConfig
{
    /// <summary>Size of a receive buffer in bytes.</summary>
    public const int DefaultReceiveBufferSize = 4096;

    /// <summary>How many connections may be open at once.</summary>
    public const int DefaultMaxConnectionNumber = 100;

    /// <summary>Segments that may wait for a slow peer.</summary>
    public const int DefaultSendingQueueSize = 5;

    /// <summary>Limit of a request in bytes.</summary>
    public const int DefaultMaxRequestLength = 1024;

    /// <summary>How long Send waits for room, in milliseconds.</summary>
    public const int DefaultSendTimeout = 5000;

    /// <summary>How often idle sessions are looked for, in seconds.</summary>
    public const int DefaultClearIdleSessionInterval = 120;

    /// <summary>How long a session may be idle, in seconds.</summary>
    public const int DefaultIdleSessionTimeOut = 300;

    /// <summary>Size of a send buffer in bytes.</summary>
    public const int DefaultSendBufferSize = 2048;

    /// <summary>Age of the list of sessions in 1.6, in seconds.</summary>
    public const int DefaultSessionSnapshotInterval = 5;

    /// <summary>Idle seconds before the first keep-alive probe.</summary>
    public const int DefaultKeepAliveTime = 600;

    /// <summary>Seconds between keep-alive probes.</summary>
    public const int DefaultKeepAliveInterval = 60;

    /// <summary>Connections that may wait to be accepted.</summary>
    public const int DefaultListenBacklog = 100;

    /// <summary>Makes a configuration with the defaults.</summary>
    public ServerConfig()
    {
    }

    /// <summary>Copies a configuration. The certificate, listeners and command assemblies of the copy are plain objects of its own.</summary>
    /// <param name="serverConfig">The configuration to copy.</param>
    public ServerConfig(IServerConfig serverConfig)
    {
        ArgumentNullException.ThrowIfNull(serverConfig);
        ServerTypeName = serverConfig.ServerTypeName;
        ServerType = serverConfig.ServerType;
        ReceiveFilterFactory = serverConfig.ReceiveFilterFactory;
        Ip = serverConfig.Ip;
        Port = serverConfig.Port;
        Options = serverConfig.Options is { } options ? new NameValueCollection(options) : null;
        OptionElements = serverConfig.OptionElements is { } elements ? new NameValueCollection(elements) : null;
        Disabled = serverConfig.Disabled;
        Name = serverConfig.Name;
        Mode = serverConfig.Mode;
        SendTimeOut = serverConfig.SendTimeOut;
        MaxConnectionNumber = serverConfig.MaxConnectionNumber;
        ReceiveBufferSize = serverConfig.ReceiveBufferSize;
        SendBufferSize = serverConfig.SendBufferSize;
        SyncSend = serverConfig.SyncSend;
        LogCommand = serverConfig.LogCommand;
        ClearIdleSession = serverConfig.ClearIdleSession;
        ClearIdleSessionInterval = serverConfig.ClearIdleSessionInterval;
        IdleSessionTimeOut = serverConfig.IdleSessionTimeOut;
        Certificate = serverConfig.Certificate is { } certificate ? new CertificateConfig(certificate) : null;
        Security = serverConfig.Security;
        MaxRequestLength = serverConfig.MaxRequestLength;
        DisableSessionSnapshot = serverConfig.DisableSessionSnapshot;
        SessionSnapshotInterval = serverConfig.SessionSnapshotInterval;
        ConnectionFilter = serverConfig.ConnectionFilter;
        CommandLoader = serverConfig.CommandLoader;
        KeepAliveTime = serverConfig.KeepAliveTime;
        KeepAliveInterval = serverConfig.KeepAliveInterval;
        ListenBacklog = serverConfig.ListenBacklog;
        StartupOrder = serverConfig.StartupOrder;
        Listeners = serverConfig.Listeners?.Select(listener => new ListenerConfig(listener)).ToArray();
        LogFactory = serverConfig.LogFactory;
        SendingQueueSize = serverConfig.SendingQueueSize;
        LogBasicSessionActivity = serverConfig.LogBasicSessionActivity;
        LogAllSocketException = serverConfig.LogAllSocketException;
        TextEncoding = serverConfig.TextEncoding;
        CommandAssemblies = serverConfig.CommandAssemblies?
            .Select(assembly => new CommandAssemblyConfig { Assembly = assembly.Assembly }).ToArray();
        DefaultCulture = serverConfig.DefaultCulture;
    }

    /// <inheritdoc/>
    [NeedsRestart("the class of a running server stays")]
    public string? ServerTypeName { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("the class of a running server stays")]
    public string? ServerType { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("sessions have their receive filters")]
    public string? ReceiveFilterFactory { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("its listeners are open")]
    public string? Ip { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("its listeners are open")]
    public int Port { get; set; }

    /// <inheritdoc/>
    [HotUpdate]
    public NameValueCollection? Options { get; set; }

    /// <inheritdoc/>
    [HotUpdate]
    public NameValueCollection? OptionElements { get; set; }

    /// <inheritdoc/>
    public bool Disabled { get; set; }

    /// <inheritdoc/>
    public string Name { get; set; } = null!;

    /// <summary>TCP or UDP. Default TCP.</summary>
    [NeedsRestart("its listeners are open")]
    public SocketMode Mode { get; set; } = SocketMode.Tcp;

    /// <inheritdoc/>
    public int SendTimeOut { get; set; } = DefaultSendTimeout;

    /// <inheritdoc/>
    public int MaxConnectionNumber { get; set; } = DefaultMaxConnectionNumber;

    /// <inheritdoc/>
    [NeedsRestart("its listeners are open")]
    public int ReceiveBufferSize { get; set; } = DefaultReceiveBufferSize;

    /// <inheritdoc/>
    public int SendBufferSize { get; set; } = DefaultSendBufferSize;

    /// <inheritdoc/>
    [NeedsRestart("sessions send as they did when they connected")]
    public bool SyncSend { get; set; }

    /// <inheritdoc/>
    [HotUpdate]
    public bool LogCommand { get; set; }

    /// <inheritdoc/>
    public bool ClearIdleSession { get; set; }

    /// <inheritdoc/>
    public int ClearIdleSessionInterval { get; set; } = DefaultClearIdleSessionInterval;

    /// <inheritdoc/>
    [HotUpdate]
    public int IdleSessionTimeOut { get; set; } = DefaultIdleSessionTimeOut;

    /// <inheritdoc/>
    public ICertificateConfig? Certificate { get; set; }

    /// <summary>TLS protocols: None, Tls12, Tls13 or a comma list. Default None.</summary>
    [NeedsRestart("its listeners are open")]
    public string? Security { get; set; } = "None";

    /// <inheritdoc/>
    [HotUpdate]
    public int MaxRequestLength { get; set; } = DefaultMaxRequestLength;

    /// <inheritdoc/>
    public bool DisableSessionSnapshot { get; set; }

    /// <inheritdoc/>
    public int SessionSnapshotInterval { get; set; } = DefaultSessionSnapshotInterval;

    /// <inheritdoc/>
    [NeedsRestart("its connection filters are made at the start")]
    public string? ConnectionFilter { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("its commands are found at the start")]
    public string? CommandLoader { get; set; }

    /// <inheritdoc/>
    public int KeepAliveTime { get; set; } = DefaultKeepAliveTime;

    /// <inheritdoc/>
    public int KeepAliveInterval { get; set; } = DefaultKeepAliveInterval;

    /// <inheritdoc/>
    [NeedsRestart("its listeners are open")]
    public int ListenBacklog { get; set; } = DefaultListenBacklog;

    /// <inheritdoc/>
    [NeedsRestart("it is about the next start")]
    public int StartupOrder { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("its listeners are open")]
    public IEnumerable<IListenerConfig>? Listeners { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("its log is open")]
    public string? LogFactory { get; set; }

    /// <inheritdoc/>
    public int SendingQueueSize { get; set; } = DefaultSendingQueueSize;

    /// <inheritdoc/>
    [HotUpdate]
    public bool LogBasicSessionActivity { get; set; } = true;

    /// <inheritdoc/>
    [HotUpdate]
    public bool LogAllSocketException { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("clients use the encoding with which they have connected")]
    public string? TextEncoding { get; set; }

    /// <inheritdoc/>
    [NeedsRestart("its commands are found at the start")]
    public IEnumerable<ICommandAssemblyConfig>? CommandAssemblies { get; set; }

    /// <inheritdoc/>
    public string? DefaultCulture { get; set; }

    /// <inheritdoc/>
    public virtual TConfig? GetChildConfig<TConfig>(string childConfigName)
        where TConfig : ConfigurationElement, new() =>
        OptionElements.GetChildConfig<TConfig>(childConfigName);
}
