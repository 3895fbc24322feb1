using System;
using System.Linq;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Application16.Tutorial
{
    class Program
    {
        static void Main(string[] args)
        {
            IBootstrap bootstrap = BootstrapFactory.CreateBootstrap();

            if (!bootstrap.Initialize())
            {
                Console.WriteLine("Failed to initialize!");
                return;
            }

            StartResult result = bootstrap.Start();
            Console.WriteLine("Start result: {0}!", result);

            if (result == StartResult.Failed)
            {
                Console.WriteLine("Failed to start!");
                return;
            }

            DeskServer server = bootstrap.AppServers.FirstOrDefault() as DeskServer;
            Console.WriteLine("Port: {0}", server.Listeners[0].EndPoint.Port);

            string line;
            while ((line = Console.ReadLine()) != null && line != "q")
            {
                foreach (IWorkItem item in bootstrap.AppServers)
                    Console.WriteLine("{0} {1} {2}", item.Name, item.State, item.SessionCount);
            }

            bootstrap.Stop();
            Console.WriteLine("The server was stopped!");
        }
    }
}
