using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>Finds out whether servers could be started with a changed configuration, by setting others up beside those that run.</summary>
internal static class TrialSetup
{
    /// <summary>Sets the servers of a configuration up, and drops them.</summary>
    /// <param name="changed">The configuration.</param>
    /// <param name="file">The file that it was read from.</param>
    /// <param name="resolver">What the running servers' configurations went through.</param>
    /// <returns>What is wrong, a line each.</returns>
    public static string[] FindErrors(IConfigurationSource changed, string file, Func<IServerConfig, IServerConfig> resolver)
    {
        using var trial = new DefaultBootstrap(changed, file, isTrial: true) { ErrorOutput = TextWriter.Null };
        return trial.Initialize(resolver, string.IsNullOrEmpty(changed.LogFactory) ? new NoLogs() : null!)
            ? []
            : trial.LastError.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    // The bootstrap remembers the errors itself.
    private sealed class NoLogs : ILogFactory
    {
        public ILog GetLog(string name) => new NoLog();
    }

    private sealed class NoLog : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => level >= LogLevel.Error;

        protected override void Write(LogLevel level, string message, Exception? exception)
        {
        }
    }
}
