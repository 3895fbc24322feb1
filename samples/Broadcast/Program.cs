// Broadcast by a key of the application's: whoever watches a device gets every value that somebody reports for it.
//
//   telnet 127.0.0.1 4102        (first window)
//   WATCH 17        -> Watching device 17.
//
//   telnet 127.0.0.1 4102        (second window)
//   REPORT 17 21.5  -> Sent to 1.        and in the first window: Device 17: 21.5
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.Broadcast
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
