// The small programs with which one learns sockets; docs/socket-basics.md explains them. All servers run at once:
//
//   printf 'hi' | nc 127.0.0.1 6000          -> Hello Client!
//   printf 'hi' | nc 127.0.0.1 8000          -> Hello,you are connected!
//   printf 'a line\n' | nc 127.0.0.1 8080    -> welcome!
//   nc 127.0.0.1 55555                       -> welcome !!!, and twenty times: Please enter the data:
//   nc 127.0.0.1 2018                        what you type appears here, and what you type here appears there; stop closes the connection
//   nc -u -p 6000 127.0.0.1 6001             the same by datagrams
//
// Its two clients:
//
//   dotnet run --project samples/SocketBasics -- client 127.0.0.1 2018
//   dotnet run --project samples/SocketBasics -- udp 6000 127.0.0.1 6001
using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.SocketBasics
{
    internal static class Program
    {
        private static int Main(string[] args)
        {
            try
            {
                if (args.Length == 3 && args[0] == "client")
                    return LineClient.Run(args[1], Port(args[2]));
                if (args.Length == 4 && args[0] == "udp")
                    return UdpPeer.Run(Port(args[1], least: 0), new IPEndPoint(IPAddress.Parse(args[2]), Port(args[3])));
            }
            catch (FormatException e)
            {
                return Fail(e);
            }
            catch (SocketException e)
            {
                return Fail(e);
            }

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

            Console.WriteLine("A line goes to whoever was heard last. Press Enter to stop.");
            string line;
            while (!string.IsNullOrEmpty(line = Console.ReadLine()))
            {
                if (!Operator.Type(line))
                    Console.WriteLine("Nobody is there to answer.");
            }

            bootstrap.Stop();
            return 0;
        }

        private static int Fail(Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        private static int Port(string text, int least = 1)
        {
            int port;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port >= least && port <= IPEndPoint.MaxPort)
                return port;
            throw new FormatException("'" + text + "' is not a port: " + least + " to " + IPEndPoint.MaxPort + ".");
        }
    }
}
