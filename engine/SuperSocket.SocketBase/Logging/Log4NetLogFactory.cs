namespace SuperSocket.SocketBase.Logging;

/// <summary>
/// Lets configurations load that name the log factory of 1.6. The package log4net is not needed and not used: the logs are those of
/// <see cref="DefaultLogFactory"/>, and a configuration file of log4net is ignored with a warning. Thread-safe.
/// </summary>
public class Log4NetLogFactory : LogFactoryBase
{
    private readonly DefaultLogFactory _logs = new();
    private int _warned;

    /// <summary>Makes a factory that looks for <c>log4net.config</c>.</summary>
    public Log4NetLogFactory()
        : this("log4net.config")
    {
    }

    /// <summary>Makes a factory.</summary>
    /// <param name="log4netConfig">Name of the configuration file; it is looked for only to say that it is ignored.</param>
    public Log4NetLogFactory(string log4netConfig)
        : base(log4netConfig)
    {
    }

    /// <inheritdoc/>
    public override ILog GetLog(string name)
    {
        ILog log = _logs.GetLog(name);
        if (File.Exists(ConfigFile) && Interlocked.Exchange(ref _warned, 1) == 0)
            log.Warn($"The file {ConfigFile} is ignored, because this engine logs without log4net; for log4net name a log factory of your own in <logFactories>.");
        return log;
    }
}
