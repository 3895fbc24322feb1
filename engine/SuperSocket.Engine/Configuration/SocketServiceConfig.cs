using System.Collections.Specialized;
using System.Configuration;
using System.Xml;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>The superSocket section of a configuration file.</summary>
public partial class SocketServiceConfig : ConfigurationSection, IConfigurationSource, IFileCheckInterval
{
    /// <summary>The servers.</summary>
    [ConfigurationProperty("servers")]
    [ConfigurationCollection(typeof(Server), AddItemName = "server")]
    public ServerCollection Servers => (ServerCollection)this["servers"];

    /// <summary>Server classes by name. Includes those of the legacy services element.</summary>
    [ConfigurationProperty("serverTypes")]
    [NeedsRestart("types are found at the start")]
    public TypeProviderCollection ServerTypes => (TypeProviderCollection)this["serverTypes"];

    /// <summary>Connection filters by name.</summary>
    [ConfigurationProperty("connectionFilters")]
    [NeedsRestart("types are found at the start")]
    public TypeProviderCollection ConnectionFilters => (TypeProviderCollection)this["connectionFilters"];

    /// <summary>Log factories by name.</summary>
    [ConfigurationProperty("logFactories")]
    [NeedsRestart("types are found at the start")]
    public TypeProviderCollection LogFactories => (TypeProviderCollection)this["logFactories"];

    /// <summary>Receive filter factories by name.</summary>
    [ConfigurationProperty("receiveFilterFactories")]
    [NeedsRestart("types are found at the start")]
    public TypeProviderCollection ReceiveFilterFactories => (TypeProviderCollection)this["receiveFilterFactories"];

    /// <summary>Command loaders by name.</summary>
    [ConfigurationProperty("commandLoaders")]
    [NeedsRestart("types are found at the start")]
    public TypeProviderCollection CommandLoaders => (TypeProviderCollection)this["commandLoaders"];

    /// <inheritdoc/>
    [ConfigurationProperty("maxWorkingThreads", DefaultValue = -1)]
    [NeedsRestart("the pool of threads is set at the start")]
    public int MaxWorkingThreads => (int)this["maxWorkingThreads"];

    /// <inheritdoc/>
    [ConfigurationProperty("minWorkingThreads", DefaultValue = -1)]
    [NeedsRestart("the pool of threads is set at the start")]
    public int MinWorkingThreads => (int)this["minWorkingThreads"];

    /// <inheritdoc/>
    [ConfigurationProperty("maxCompletionPortThreads", DefaultValue = -1)]
    [NeedsRestart("the pool of threads is set at the start")]
    public int MaxCompletionPortThreads => (int)this["maxCompletionPortThreads"];

    /// <inheritdoc/>
    [ConfigurationProperty("minCompletionPortThreads", DefaultValue = -1)]
    [NeedsRestart("the pool of threads is set at the start")]
    public int MinCompletionPortThreads => (int)this["minCompletionPortThreads"];

    /// <inheritdoc/>
    [ConfigurationProperty("disablePerformanceDataCollector", DefaultValue = false)]
    [NeedsRestart("the collector starts with the process")]
    public bool DisablePerformanceDataCollector => (bool)this["disablePerformanceDataCollector"];

    /// <summary>Period of the status reports, in seconds. Default 60.</summary>
    [ConfigurationProperty("performanceDataCollectInterval", DefaultValue = 60)]
    [NeedsRestart("the collector starts with the process")]
    public int PerformanceDataCollectInterval => (int)this["performanceDataCollectInterval"];

    /// <inheritdoc/>
    [ConfigurationProperty("logFactory")]
    [NeedsRestart("the logs are open")]
    public string LogFactory => (string)this["logFactory"];

    /// <inheritdoc/>
    [ConfigurationProperty("isolation", DefaultValue = IsolationMode.None)]
    [NeedsRestart("servers stay where they run")]
    public IsolationMode Isolation => (IsolationMode)this["isolation"];

    /// <inheritdoc/>
    [ConfigurationProperty("defaultCulture")]
    [NeedsRestart("threads have it from the start")]
    public string DefaultCulture => (string)this["defaultCulture"];

    /// <summary>
    /// Our extension: how often, in seconds, the contents of the configuration file and of certificates are looked at, because the system does not tell of all
    /// changes. Default 5, at most 3600; 0 for never.
    /// </summary>
    [ConfigurationProperty("fileCheckInterval", DefaultValue = 5)]
    [IntegerValidator(MinValue = 0, MaxValue = 3600)]
    public int FileCheckInterval => (int)this["fileCheckInterval"];

    /// <summary>Child elements that the model does not know: name to XML with its tags.</summary>
    public NameValueCollection OptionElements { get; private set; } = [];

    IEnumerable<IServerConfig> IConfigurationSource.Servers => Servers;

    IEnumerable<ITypeProvider> IConfigurationSource.ServerTypes => ServerTypes;

    IEnumerable<ITypeProvider> IConfigurationSource.ConnectionFilters => ConnectionFilters;

    IEnumerable<ITypeProvider> IConfigurationSource.LogFactories => LogFactories;

    IEnumerable<ITypeProvider> IConfigurationSource.ReceiveFilterFactories => ReceiveFilterFactories;

    IEnumerable<ITypeProvider> IConfigurationSource.CommandLoaders => CommandLoaders;

    [ConfigurationProperty("services")]
    [NeedsRestart("types are found at the start")]
    private LegacyServiceCollection Services => (LegacyServiceCollection)this["services"];

    /// <inheritdoc/>
    public TConfig? GetChildConfig<TConfig>(string childConfigName)
        where TConfig : ConfigurationElement, new() =>
        OptionElements.GetChildConfig<TConfig>(childConfigName);

    /// <summary>Accepts what a schema adds for editors, and nothing else.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether the attribute is accepted.</returns>
    protected override bool OnDeserializeUnrecognizedAttribute(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);

        return name == "xmlns"
            || name.StartsWith("xmlns:", StringComparison.Ordinal)
            || name.StartsWith("xsi:", StringComparison.Ordinal)
            || base.OnDeserializeUnrecognizedAttribute(name, value);
    }

    /// <summary>Keeps an unknown child element.</summary>
    /// <param name="elementName">The element.</param>
    /// <param name="reader">Stands on its tag.</param>
    /// <returns><see langword="true"/>: nothing is refused.</returns>
    protected override bool OnDeserializeUnrecognizedElement(string elementName, XmlReader reader)
    {
        OptionElements.Add(elementName, ChildXml.ReadElement(reader));
        return true;
    }

    /// <summary>Joins the legacy services to the server types. Of one name in both, the server type counts.</summary>
    /// <exception cref="ConfigurationErrorsException">Some value of the section does not fit.</exception>
    protected override void PostDeserialize()
    {
        base.PostDeserialize();
        ElementAccess.ThrowIfWrong(this);

        foreach (var service in Services)
            ServerTypes.AddIfAbsent(service);
    }

    /// <summary>Takes over what a configuration of a higher level says.</summary>
    /// <param name="parentElement">The section of the higher level; may be <see langword="null"/>.</param>
    protected override void Reset(ConfigurationElement? parentElement)
    {
        base.Reset(parentElement);
        CopyOptions(parentElement);
    }

    /// <summary>Takes over what is to be saved.</summary>
    /// <param name="sourceElement">The section to save.</param>
    /// <param name="parentElement">The section of the higher level.</param>
    /// <param name="saveMode">What is written.</param>
    protected override void Unmerge(ConfigurationElement? sourceElement, ConfigurationElement? parentElement, ConfigurationSaveMode saveMode)
    {
        base.Unmerge(sourceElement, parentElement, saveMode);
        CopyOptions(sourceElement);
    }

    /// <summary>Writes the section and the child elements that it does not know, so that saving loses nothing.</summary>
    /// <param name="writer">Where to; <see langword="null"/> to ask only whether there is something to write.</param>
    /// <param name="serializeCollectionKey">Whether only the key is written.</param>
    /// <returns>Whether there is something to write.</returns>
    protected override bool SerializeElement(XmlWriter? writer, bool serializeCollectionKey)
    {
        bool written = base.SerializeElement(writer, serializeCollectionKey);
        ChildXml.Write(writer, OptionElements);
        return written || OptionElements.Count > 0;
    }

    private void CopyOptions(ConfigurationElement? from)
    {
        if (from is SocketServiceConfig section)
            OptionElements = new NameValueCollection(section.OptionElements);
    }
}
