// The chat of the tutorial. In two terminals, with the encoding UTF-8 (textEncoding="gb2312" is for the telnet of a Chinese Windows):
//
//   telnet 127.0.0.1 4113                        -> Welcome to SuperSocket Chat Server
//   Check alice secret                           -> 登录成功
//   Chat bob hello                               -> 消息未发送成功, or nothing if bob is logged in. bob sees, now or at his login,
//                                                   alice 给你发送消息:hello 1b4e28ba-2fa1-11d2-883f-0016d3cca427
//   Confirm 1b4e28ba-2fa1-11d2-883f-0016d3cca427    (bob: else the message comes again at each login)
//   HB R                                         -> R
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.TutorialChat
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
