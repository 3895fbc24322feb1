using SuperSocket.SocketBase;

namespace SuperSocket.Tests.CommandsA;

/// <summary>A server class that only a configuration knows; the commands of its own assembly are its own.</summary>
public class CalculatorServer : AppServer;
