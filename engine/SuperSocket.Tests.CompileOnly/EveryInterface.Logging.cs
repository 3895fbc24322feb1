using System;
using SuperSocket.SocketBase.Logging;

namespace Application16
{
    /// <summary>Implements each interface with its members and no others.</summary>
    public static partial class EveryInterface
    {
        public class Log : ILog
        {
            public bool IsDebugEnabled { get; private set; }
            public bool IsErrorEnabled { get; private set; }
            public bool IsFatalEnabled { get; private set; }
            public bool IsInfoEnabled { get; private set; }
            public bool IsWarnEnabled { get; private set; }

            public void Debug(object message)
            {
            }

            public void Debug(object message, Exception exception)
            {
            }

            public void DebugFormat(string format, object arg0)
            {
            }

            public void DebugFormat(string format, params object[] args)
            {
            }

            public void DebugFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void DebugFormat(string format, object arg0, object arg1)
            {
            }

            public void DebugFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Error(object message)
            {
            }

            public void Error(object message, Exception exception)
            {
            }

            public void ErrorFormat(string format, object arg0)
            {
            }

            public void ErrorFormat(string format, params object[] args)
            {
            }

            public void ErrorFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void ErrorFormat(string format, object arg0, object arg1)
            {
            }

            public void ErrorFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Fatal(object message)
            {
            }

            public void Fatal(object message, Exception exception)
            {
            }

            public void FatalFormat(string format, object arg0)
            {
            }

            public void FatalFormat(string format, params object[] args)
            {
            }

            public void FatalFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void FatalFormat(string format, object arg0, object arg1)
            {
            }

            public void FatalFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Info(object message)
            {
            }

            public void Info(object message, Exception exception)
            {
            }

            public void InfoFormat(string format, object arg0)
            {
            }

            public void InfoFormat(string format, params object[] args)
            {
            }

            public void InfoFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void InfoFormat(string format, object arg0, object arg1)
            {
            }

            public void InfoFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Warn(object message)
            {
            }

            public void Warn(object message, Exception exception)
            {
            }

            public void WarnFormat(string format, object arg0)
            {
            }

            public void WarnFormat(string format, params object[] args)
            {
            }

            public void WarnFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void WarnFormat(string format, object arg0, object arg1)
            {
            }

            public void WarnFormat(string format, object arg0, object arg1, object arg2)
            {
            }
        }

        public class LogFactory : ILogFactory
        {
            public ILog GetLog(string name)
            {
                return new Log();
            }
        }

        public class NamedLogFactory : LogFactoryBase
        {
            public NamedLogFactory()
                : base("my.config")
            {
            }

            public override ILog GetLog(string name)
            {
                return new ConsoleLog(ConfigFile + name + IsSharedConfig);
            }
        }
    }
}
