// Several servers in one process: the server "Desk" finds the server "Display" by its name and sends to one of its sessions by id.
//
//   telnet 127.0.0.1 4104        (a display)
//                   -> I am <id>
//
//   telnet 127.0.0.1 4103        (the desk)
//   SHOW <id> Gate 12 is open    -> Shown.           and on the display: Gate 12 is open
//   SHOW nobody hello            -> There is no display nobody.
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.SeveralServers
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
