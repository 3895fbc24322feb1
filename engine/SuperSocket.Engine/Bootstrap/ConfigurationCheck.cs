using System.Collections.Concurrent;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>Our extension: finds out whether the servers of a configuration could be started, without starting them.</summary>
public static class ConfigurationCheck
{
    /// <summary>
    /// Sets each enabled server up and drops it: it opens no port. A server whose class does not say that this is harmless (<c>CanTrySetup</c>) is not set up,
    /// and a line of level Info says so.
    /// </summary>
    /// <param name="source">The configuration.</param>
    /// <param name="file">The file that it was read from; empty for none.</param>
    /// <returns>What is wrong, and what is worth a look.</returns>
    public static IEnumerable<ConfigurationProblem> FindProblems(IConfigurationSource source, string file) => FindProblems(source, file, same => same);

    /// <summary>Sets each enabled server up and drops it, with what its configuration is resolved to.</summary>
    internal static IEnumerable<ConfigurationProblem> FindProblems(IConfigurationSource source, string file, Func<IServerConfig, IServerConfig> resolver)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (IServerConfig config in source.Servers.Where(config => !config.Disabled))
        {
            if (IsSetUpUnsafe(source, config))
            {
                string text = $"The server '{config.Name}' is not checked: its class does not take part (CanTrySetup).";
                yield return new ConfigurationProblem(config.Name, LogLevel.Info, text);
                continue;
            }

            foreach (ConfigurationProblem problem in FindProblems(source, config, file, resolver))
                yield return problem;
        }
    }

    private static IEnumerable<ConfigurationProblem> FindProblems(
        IConfigurationSource source, IServerConfig config, string file, Func<IServerConfig, IServerConfig> resolver)
    {
        // One at a time, so that the problems of one hide none of the others.
        var one = new ConfigurationSource(source) { Servers = [config], LogFactory = string.Empty };
        var log = new WarningLog();
        using var trial = new DefaultBootstrap(one, file, isTrial: true) { ErrorOutput = TextWriter.Null };
        bool isRight = trial.Initialize(resolver, log);
        string[] errors = trial.LastError.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        foreach (string warning in log.Warnings)
            yield return new ConfigurationProblem(config.Name, LogLevel.Warn, warning);
        foreach (string error in isRight ? [] : errors)
            yield return new ConfigurationProblem(config.Name, LogLevel.Error, error);
    }

    // A type that cannot be created is reported when it is set up.
    private static bool IsSetUpUnsafe(IConfigurationSource source, IServerConfig config)
    {
        try
        {
            object? server = Activator.CreateInstance(TypeResolver.Resolve(Providers.ServerType(source, config)));
            return server is IWorkItem and not IEngineOptions { CanTrySetup: true };
        }
        catch (Exception)
        {
            return false;
        }
    }

    private sealed class WarningLog : LogBase, ILogFactory
    {
        public ConcurrentQueue<string> Warnings { get; } = new();

        public ILog GetLog(string name) => this;

        protected override bool IsEnabled(LogLevel level) => level >= LogLevel.Warn;

        protected override void Write(LogLevel level, string message, Exception? exception)
        {
            if (level == LogLevel.Warn)
                Warnings.Enqueue(message);
        }
    }
}

/// <summary>Our extension: something that <see cref="ConfigurationCheck"/> found.</summary>
/// <param name="Server">Name of the server.</param>
/// <param name="Level">Error if the server could not start, Warn or Info if it could.</param>
/// <param name="Text">A sentence for people.</param>
public readonly record struct ConfigurationProblem(string Server, LogLevel Level, string Text);
