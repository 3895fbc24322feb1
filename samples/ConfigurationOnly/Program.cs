// A server without server code: App.config names the engine's own server class and the DLL that holds the commands. This program
// knows neither; put another DLL beside it and name it in App.config to have other commands.
//
//   telnet 127.0.0.1 4109
//   ADD 1 2 3       -> 6
//   UPPER hello     -> HELLO
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.ConfigurationOnly
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
