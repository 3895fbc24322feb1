// An application of ten classes, as one writes it from the documentation of 1.6, after the steps of docs/migrating.md: two listeners, a filter of addresses,
// filters of commands, a loader of commands, child configuration, figures of its own, a binary protocol, WebSockets with JSON, and log4net.
//
//   telnet 127.0.0.1 4117
//   ADD:1,2                  -> Please login first
//   LOGIN:alice,secret       -> Hello alice
//   ADD:1,2                  -> 3
//   DEPOT                    -> North             (from App.config)
//   PICK:7                   -> OK                and to all WebSockets: {"Order":"7"}
//
//   printf 'ECHO\0\5hello' | nc -q 1 127.0.0.1 4119       -> ECHOhello
//
//   s = new WebSocket('ws://127.0.0.1:4120/')             in the console of a browser
//   s.onmessage = e => console.log(e.data)
//   s.send('JOIN-5 {"Hall":"B","Gate":3}')                -> JOIN-5 {"Count":1,"Gate":3}
using System;
using System.Configuration;
using System.IO;
using System.Linq;
using log4net;
using log4net.Config;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Depot
{
    class Program
    {
        static readonly ILog Log = LogManager.GetLogger(typeof(Program));

        static int Main(string[] args)
        {
            XmlConfigurator.Configure(new FileInfo(Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "log4net.config")));
            Log.Info("Starting " + ConfigurationManager.ConnectionStrings["depot"].Name);

            // An argument names another configuration file than the program's own.
            var bootstrap = args.Length > 0 ? BootstrapFactory.CreateBootstrapFromConfigFile(args[0]) : BootstrapFactory.CreateBootstrap();

            if (!bootstrap.Initialize())
            {
                Console.WriteLine("Failed to initialize!");
                return 1;
            }

            var result = bootstrap.Start();
            Console.WriteLine("Start result: {0}!", result);

            if (result != StartResult.Success)
                return 1;

            var telnet = bootstrap.AppServers.FirstOrDefault(s => s.Name == "TelnetServer") as TelnetServer;
            telnet.NewSessionConnected += s => Log.InfoFormat("{0} came", s.RemoteEndPoint);

            foreach (IAppServer server in bootstrap.AppServers)
            {
                foreach (ListenerInfo listener in server.Listeners)
                    Console.WriteLine("Listening on {0} ({1})", listener.EndPoint, server.Name);
            }

            Console.WriteLine("Press Enter to stop.");
            Console.ReadLine();
            bootstrap.Stop();
            return 0;
        }
    }
}
