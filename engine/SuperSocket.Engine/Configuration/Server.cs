using System.Configuration;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>A server element. Times are in seconds unless noted. A string that is absent from the file is empty.</summary>
public partial class Server : ConfigurationElementBase, IServerConfig
{
    /// <inheritdoc/>
    [ConfigurationProperty("serverTypeName")]
    public string ServerTypeName => this["serverTypeName"] is string { Length: > 0 } name ? name : ServiceName;

    /// <inheritdoc/>
    [ConfigurationProperty("serverType")]
    public string ServerType => (string)this["serverType"];

    /// <inheritdoc/>
    [ConfigurationProperty("receiveFilterFactory")]
    public string ReceiveFilterFactory => (string)this["receiveFilterFactory"];

    /// <inheritdoc/>
    [ConfigurationProperty("ip")]
    public string Ip => (string)this["ip"];

    /// <inheritdoc/>
    [ConfigurationProperty("port", DefaultValue = 0)]
    public int Port => (int)this["port"];

    /// <inheritdoc/>
    [ConfigurationProperty("disabled", DefaultValue = false)]
    public bool Disabled => (bool)this["disabled"];

    /// <inheritdoc/>
    [ConfigurationProperty("mode", DefaultValue = SocketMode.Tcp)]
    public SocketMode Mode => (SocketMode)this["mode"];

    /// <inheritdoc/>
    [ConfigurationProperty("sendTimeOut", DefaultValue = ServerConfig.DefaultSendTimeout)]
    public int SendTimeOut => (int)this["sendTimeOut"];

    /// <inheritdoc/>
    [ConfigurationProperty("maxConnectionNumber", DefaultValue = ServerConfig.DefaultMaxConnectionNumber)]
    public int MaxConnectionNumber => (int)this["maxConnectionNumber"];

    /// <inheritdoc/>
    [ConfigurationProperty("receiveBufferSize", DefaultValue = ServerConfig.DefaultReceiveBufferSize)]
    public int ReceiveBufferSize => (int)this["receiveBufferSize"];

    /// <inheritdoc/>
    [ConfigurationProperty("sendBufferSize", DefaultValue = ServerConfig.DefaultSendBufferSize)]
    public int SendBufferSize => (int)this["sendBufferSize"];

    /// <inheritdoc/>
    [ConfigurationProperty("syncSend", DefaultValue = false)]
    public bool SyncSend => (bool)this["syncSend"];

    /// <inheritdoc/>
    [ConfigurationProperty("logCommand", DefaultValue = false)]
    public bool LogCommand => (bool)this["logCommand"];

    /// <inheritdoc/>
    [ConfigurationProperty("clearIdleSession", DefaultValue = false)]
    public bool ClearIdleSession => (bool)this["clearIdleSession"];

    /// <inheritdoc/>
    [ConfigurationProperty("clearIdleSessionInterval", DefaultValue = ServerConfig.DefaultClearIdleSessionInterval)]
    public int ClearIdleSessionInterval => (int)this["clearIdleSessionInterval"];

    /// <inheritdoc/>
    [ConfigurationProperty("idleSessionTimeOut", DefaultValue = ServerConfig.DefaultIdleSessionTimeOut)]
    public int IdleSessionTimeOut => (int)this["idleSessionTimeOut"];

    /// <summary>The certificate element; its values are empty when the element is absent.</summary>
    [ConfigurationProperty("certificate")]
    public CertificateConfig CertificateConfig => (CertificateConfig)this["certificate"];

    /// <inheritdoc/>
    [ConfigurationProperty("security", DefaultValue = "None")]
    public string Security => (string)this["security"];

    /// <inheritdoc/>
    [ConfigurationProperty("maxRequestLength", DefaultValue = ServerConfig.DefaultMaxRequestLength)]
    public int MaxRequestLength => (int)this["maxRequestLength"];

    /// <inheritdoc/>
    [ConfigurationProperty("disableSessionSnapshot", DefaultValue = false)]
    public bool DisableSessionSnapshot => (bool)this["disableSessionSnapshot"];

    /// <inheritdoc/>
    [ConfigurationProperty("sessionSnapshotInterval", DefaultValue = ServerConfig.DefaultSessionSnapshotInterval)]
    public int SessionSnapshotInterval => (int)this["sessionSnapshotInterval"];

    /// <inheritdoc/>
    [ConfigurationProperty("connectionFilter")]
    public string ConnectionFilter => (string)this["connectionFilter"];

    /// <inheritdoc/>
    [ConfigurationProperty("commandLoader")]
    public string CommandLoader => (string)this["commandLoader"];

    /// <inheritdoc/>
    [ConfigurationProperty("keepAliveTime", DefaultValue = ServerConfig.DefaultKeepAliveTime)]
    public int KeepAliveTime => (int)this["keepAliveTime"];

    /// <inheritdoc/>
    [ConfigurationProperty("keepAliveInterval", DefaultValue = ServerConfig.DefaultKeepAliveInterval)]
    public int KeepAliveInterval => (int)this["keepAliveInterval"];

    /// <inheritdoc/>
    [ConfigurationProperty("listenBacklog", DefaultValue = ServerConfig.DefaultListenBacklog)]
    public int ListenBacklog => (int)this["listenBacklog"];

    /// <inheritdoc/>
    [ConfigurationProperty("startupOrder", DefaultValue = 0)]
    public int StartupOrder => (int)this["startupOrder"];

    /// <summary>The listeners element; empty when absent.</summary>
    [ConfigurationProperty("listeners")]
    public ListenerConfigCollection Listeners => (ListenerConfigCollection)this["listeners"];

    /// <inheritdoc/>
    [ConfigurationProperty("logFactory")]
    public string LogFactory => (string)this["logFactory"];

    /// <inheritdoc/>
    [ConfigurationProperty("sendingQueueSize", DefaultValue = ServerConfig.DefaultSendingQueueSize)]
    public int SendingQueueSize => (int)this["sendingQueueSize"];

    /// <inheritdoc/>
    [ConfigurationProperty("logBasicSessionActivity", DefaultValue = true)]
    public bool LogBasicSessionActivity => (bool)this["logBasicSessionActivity"];

    /// <inheritdoc/>
    [ConfigurationProperty("logAllSocketException", DefaultValue = false)]
    public bool LogAllSocketException => (bool)this["logAllSocketException"];

    /// <inheritdoc/>
    [ConfigurationProperty("textEncoding")]
    public string TextEncoding => (string)this["textEncoding"];

    /// <summary>The commandAssemblies element; empty when absent.</summary>
    [ConfigurationProperty("commandAssemblies")]
    public CommandAssemblyCollection CommandAssemblies => (CommandAssemblyCollection)this["commandAssemblies"];

    /// <inheritdoc/>
    [ConfigurationProperty("defaultCulture")]
    public string DefaultCulture => (string)this["defaultCulture"];

    /// <inheritdoc/>
    public ICertificateConfig Certificate => CertificateConfig;

    IEnumerable<IListenerConfig> IServerConfig.Listeners => Listeners;

    IEnumerable<ICommandAssemblyConfig> IServerConfig.CommandAssemblies => CommandAssemblies;

    // Versions before 1.6 called serverTypeName so.
    [ConfigurationProperty("serviceName")]
    private string ServiceName => (string)this["serviceName"];

    /// <inheritdoc/>
    public TConfig? GetChildConfig<TConfig>(string childConfigName)
        where TConfig : ConfigurationElement, new() =>
        OptionElements.GetChildConfig<TConfig>(childConfigName);

    /// <summary>Options that differ from a known attribute only by case: what was written, and the attribute that was probably meant.</summary>
    internal IEnumerable<(string Written, string Known)> GetMisspeltOptions() =>
        from written in Options.AllKeys
        join property in Properties.Cast<ConfigurationProperty>()
            on written.ToUpperInvariant() equals property.Name.ToUpperInvariant()
        select (written, property.Name);
}
