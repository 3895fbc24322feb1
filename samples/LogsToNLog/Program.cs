// The log of the engine and of the application in NLog. The engine finds the factory through App.config, NLog its targets through NLog.config:
// the console, and a file in the directory logs beside the program. log4net and Serilog are used in the same way.
//
//   telnet 127.0.0.1 4116
//   DIVIDE 7 2      -> 3
//   DIVIDE 7 0      -> Not by zero.           and in the log: A command failed. System.DivideByZeroException ...
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;

namespace Samples.LogsToNLog
{
    public class LineServer : AppServer<LineSession>
    {
        protected override void OnStarted()
        {
            Logger.InfoFormat("{0} is open.", Name);
            base.OnStarted();
        }
    }

    public class LineSession : AppSession<LineSession>
    {
        protected override void HandleException(Exception e)
        {
            Logger.Error(this, "A command failed.", e);
            Send(e is DivideByZeroException ? "Not by zero." : "Two numbers, please.");
        }
    }

    public class DIVIDE : CommandBase<LineSession, StringRequestInfo>
    {
        public override void ExecuteCommand(LineSession session, StringRequestInfo requestInfo)
        {
            session.Send("{0}", int.Parse(requestInfo[0]) / int.Parse(requestInfo[1]));
        }
    }

    internal static class Program
    {
        private static int Main(string[] args)
        {
            // An argument names another configuration file than the program's own.
            IBootstrap bootstrap = args.Length > 0
                ? BootstrapFactory.CreateBootstrapFromConfigFile(args[0])
                : BootstrapFactory.CreateBootstrap();

            if (!bootstrap.Initialize() || bootstrap.Start() != StartResult.Success)
            {
                Console.WriteLine("The servers could not be started.");
                return 1;
            }

            foreach (IWorkItem item in bootstrap.AppServers)
            {
                foreach (ListenerInfo listener in ((IAppServer)item).Listeners)
                    Console.WriteLine("Listening on {0} ({1})", listener.EndPoint, item.Name);
            }

            Console.WriteLine("Press Enter to stop.");
            Console.ReadLine();
            bootstrap.Stop();
            return 0;
        }
    }
}
