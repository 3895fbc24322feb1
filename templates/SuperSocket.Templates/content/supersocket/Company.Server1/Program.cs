using Company.Server1;
using SuperSocket.SocketBase.Config;

// An argument is another port.
//   telnet 127.0.0.1 2012
//   ECHO hello      -> hello
//   ADD 1 2 3       -> 6
int port = args.Length > 0 ? int.Parse(args[0]) : 2012;
var config = new ServerConfig { Name = "Lines", Ip = "127.0.0.1", Port = port, TextEncoding = "utf-8", MaxConnectionNumber = 1000 };

using var server = new LineServer();
if (!server.Setup(config) || !server.Start())
    return 1;

Console.WriteLine($"Listening on {server.Listeners[0].EndPoint}. Press Enter to stop.");
Console.ReadLine();
return 0;
