// A complete application: a server, a session, a command, the start from App.config.
//
//   telnet 127.0.0.1 4100
//                   -> Who are you?
//   HELLO alice     -> Hello alice, you are number 1.
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;

namespace Samples.Minimal
{
    public class GreetServer : AppServer<GreetSession>
    {
    }

    public class GreetSession : AppSession<GreetSession>
    {
        protected override void OnSessionStarted()
        {
            Send("Who are you?");
        }
    }

    public class HELLO : CommandBase<GreetSession, StringRequestInfo>
    {
        public override void ExecuteCommand(GreetSession session, StringRequestInfo requestInfo)
        {
            session.Send("Hello {0}, you are number {1}.", requestInfo.Body, session.AppServer.SessionCount);
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
                return 1;

            foreach (IWorkItem item in bootstrap.AppServers)
                Console.WriteLine("Listening on {0} ({1})", ((IAppServer)item).Listeners[0].EndPoint, item.Name);

            Console.WriteLine("Press Enter to stop.");
            Console.ReadLine();
            bootstrap.Stop();
            return 0;
        }
    }
}
