using System;
using NLog;
using SuperSocket.SocketBase.Logging;
using LogLevel = SuperSocket.SocketBase.Logging.LogLevel;

namespace Samples.LogsToNLog
{
    public class NLogFactory : ILogFactory
    {
        public ILog GetLog(string name)
        {
            return new NLogLog(LogManager.GetLogger(name));
        }

        // LogBase makes two methods of the many of ILog. It is new; a class that implements ILog itself works too.
        private class NLogLog : LogBase
        {
            private readonly Logger _logger;

            public NLogLog(Logger logger)
            {
                _logger = logger;
            }

            protected override bool IsEnabled(LogLevel level)
            {
                return _logger.IsEnabled(Translate(level));
            }

            protected override void Write(LogLevel level, string message, Exception exception)
            {
                _logger.Log(new LogEventInfo(Translate(level), _logger.Name, null, message, null, exception));
            }

            private static NLog.LogLevel Translate(LogLevel level)
            {
                return NLog.LogLevel.FromString(level.ToString());
            }
        }
    }
}
