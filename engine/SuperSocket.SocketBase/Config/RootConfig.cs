using System.Collections.Specialized;
using System.Configuration;
using SuperSocket.Common;

namespace SuperSocket.SocketBase.Config;

/// <summary>What all servers of one bootstrap share, set in code.</summary>
public partial class RootConfig : IRootConfig
{
    /// <summary>Makes a configuration that leaves the thread pool as it is and reports the status once a minute.</summary>
    public RootConfig()
    {
        ThreadPool.GetMaxThreads(out int maxWorkers, out int maxPorts);
        ThreadPool.GetMinThreads(out int minWorkers, out int minPorts);
        MaxWorkingThreads = maxWorkers;
        MaxCompletionPortThreads = maxPorts;
        MinWorkingThreads = minWorkers;
        MinCompletionPortThreads = minPorts;
        PerformanceDataCollectInterval = 60;
    }

    /// <summary>Copies a configuration.</summary>
    /// <param name="rootConfig">The configuration to copy.</param>
    public RootConfig(IRootConfig rootConfig)
    {
        ArgumentNullException.ThrowIfNull(rootConfig);
        MaxWorkingThreads = rootConfig.MaxWorkingThreads;
        MinWorkingThreads = rootConfig.MinWorkingThreads;
        MaxCompletionPortThreads = rootConfig.MaxCompletionPortThreads;
        MinCompletionPortThreads = rootConfig.MinCompletionPortThreads;
        DisablePerformanceDataCollector = rootConfig.DisablePerformanceDataCollector;
        PerformanceDataCollectInterval = rootConfig.PerformanceDataCollectInterval;
        LogFactory = rootConfig.LogFactory;
        Isolation = rootConfig.Isolation;
        OptionElements = rootConfig.OptionElements is { } elements ? new NameValueCollection(elements) : null;
        DefaultCulture = rootConfig.DefaultCulture;
    }

    /// <summary>Upper bound of the thread pool's workers; negative leaves it. Default: the pool's value now.</summary>
    public int MaxWorkingThreads { get; set; }

    /// <summary>Workers that the thread pool keeps ready; negative leaves it. Default: the pool's value now.</summary>
    public int MinWorkingThreads { get; set; }

    /// <summary>Upper bound of the thread pool's I/O threads; negative leaves it. Default: the pool's value now.</summary>
    public int MaxCompletionPortThreads { get; set; }

    /// <summary>I/O threads that the thread pool keeps ready; negative leaves it. Default: the pool's value now.</summary>
    public int MinCompletionPortThreads { get; set; }

    /// <inheritdoc/>
    public bool DisablePerformanceDataCollector { get; set; }

    /// <summary>Period of the status reports, in seconds. Default 60.</summary>
    public int PerformanceDataCollectInterval { get; set; }

    /// <inheritdoc/>
    public string? LogFactory { get; set; }

    /// <inheritdoc/>
    public IsolationMode Isolation { get; set; }

    /// <inheritdoc/>
    public NameValueCollection? OptionElements { get; set; }

    /// <inheritdoc/>
    public string? DefaultCulture { get; set; }

    /// <inheritdoc/>
    public virtual TConfig? GetChildConfig<TConfig>(string childConfigName)
        where TConfig : ConfigurationElement, new() =>
        OptionElements.GetChildConfig<TConfig>(childConfigName);
}
