// Server push: a timer of the server sends to every session. The interval is an option of the server in App.config.
//
//   telnet 127.0.0.1 4108
//                   -> Beat 1, Beat 2, ... every second
//   MUTE            -> Muted.             (this session gets no more)
//   LISTEN          -> Listening.
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.ServerPush
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
