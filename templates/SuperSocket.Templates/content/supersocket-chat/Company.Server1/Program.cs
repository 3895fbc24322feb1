using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

// An argument is another configuration file than App.config. In two terminals:
//   telnet -E 127.0.0.1 2020
//   Check alice secret          Check bob secret
//   Chat bob hello
IBootstrap bootstrap = args.Length > 0 ? BootstrapFactory.CreateBootstrapFromConfigFile(args[0]) : BootstrapFactory.CreateBootstrap();
if (!bootstrap.Initialize() || bootstrap.Start() != StartResult.Success)
    return 1;

foreach (IAppServer server in bootstrap.AppServers.Cast<IAppServer>())
    Console.WriteLine($"{server.Name} listens on {server.Listeners[0].EndPoint}.");
Console.WriteLine("Press Enter to stop.");
Console.ReadLine();
bootstrap.Stop();
return 0;
