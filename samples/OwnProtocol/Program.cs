// A binary protocol of the application's own. A request is
//
//   4 bytes    name of the command, in ASCII
//   2 bytes    length of the body, high byte first
//   n bytes    body
//
// and an answer is built in the same way. telnet cannot send such bytes, but:
//
//   printf 'ECHO\0\5hello' | nc -q 1 127.0.0.1 4106 | xxd      -> ECHO 00 05 hello
//   printf 'ADDN\0\4\1\2\3\4' | nc -q 1 127.0.0.1 4106 | xxd   -> ADDN 00 02 00 0a     (the sum of the bytes)
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.OwnProtocol
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
