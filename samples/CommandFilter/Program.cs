// Command filters: one on the server class runs around every command, one on a command class runs around that command only.
//
//   telnet 127.0.0.1 4101
//   OPEN            -> The safe is locked: LOGIN first.      (the filter of OPEN cancelled it)
//   LOGIN alice     -> Hello alice.
//   OPEN            -> The safe is open.
//   BREAK           -> BREAK failed: It is broken.           (the session answered the exception)
//   COUNT           -> Commands so far: 3                    (cancelled ones do not count)
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.CommandFilter
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
