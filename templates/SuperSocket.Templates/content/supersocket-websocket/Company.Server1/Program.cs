using Company.Server1;
using SuperSocket.SocketBase.Config;

// An argument is another port. In the console of a browser:
//   s = new WebSocket('ws://127.0.0.1:2013/?name=alice'); s.onmessage = e => console.log(e.data)
//   s.send('SAY hello')     -> alice: hello, to everybody
//   s.send('WHO')           -> alice
int port = args.Length > 0 ? int.Parse(args[0]) : 2013;
using var server = new RoomServer();
if (!server.Setup(new ServerConfig { Name = "Room", Ip = "127.0.0.1", Port = port, MaxRequestLength = 65536 }) || !server.Start())
    return 1;

Console.WriteLine($"Listening on ws://{server.Listeners[0].EndPoint}/. Press Enter to stop.");
Console.ReadLine();
return 0;
