using System.Collections.Specialized;
using System.Configuration;

namespace SuperSocket.SocketBase.Config;

/// <summary>What all servers of one bootstrap share.</summary>
public partial interface IRootConfig
{
    /// <summary>Upper bound of the thread pool's workers; negative leaves it. A hint: the pool is never lowered below the runtime's default.</summary>
    int MaxWorkingThreads { get; }

    /// <summary>Workers that the thread pool keeps ready; negative leaves it.</summary>
    int MinWorkingThreads { get; }

    /// <summary>Upper bound of the thread pool's I/O threads; negative leaves it.</summary>
    int MaxCompletionPortThreads { get; }

    /// <summary>I/O threads that the thread pool keeps ready; negative leaves it.</summary>
    int MinCompletionPortThreads { get; }

    /// <summary>Whether no status reports are made.</summary>
    bool DisablePerformanceDataCollector { get; }

    /// <summary>Period of the status reports, in seconds.</summary>
    int PerformanceDataCollectInterval { get; }

    /// <summary>Name of the log factory; empty for the default.</summary>
    string? LogFactory { get; }

    /// <summary>How servers are kept apart; only None works.</summary>
    IsolationMode Isolation { get; }

    /// <summary>Child elements that the model does not know: name to XML.</summary>
    NameValueCollection? OptionElements { get; }

    /// <summary>Culture of all threads, for example zh-CN.</summary>
    string? DefaultCulture { get; }

    /// <summary>A child element that the model does not know, as the application's own type.</summary>
    /// <typeparam name="TConfig">The application's type.</typeparam>
    /// <param name="childConfigName">Name of the element.</param>
    /// <returns>The element, or <see langword="null"/> when absent.</returns>
    TConfig? GetChildConfig<TConfig>(string childConfigName)
        where TConfig : ConfigurationElement, new();
}
