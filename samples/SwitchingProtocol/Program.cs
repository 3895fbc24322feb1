// Two protocols on one connection: the first byte of each message tells which receive filter takes it.
//
//   telnet 127.0.0.1 4107
//   #0042               -> Number 42          (# and four digits: a message of fixed size)
//   [hello]             -> Note hello         (start and end mark)
//   #0001[a][b]#0002    -> four answers       (line ends between messages are passed over)
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.SwitchingProtocol
{
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
