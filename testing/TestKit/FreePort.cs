using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>
/// Finds ports for servers that restart on the same port. They are below those that the system gives to outgoing connections: otherwise a connection could take
/// the port while the server is down, or connect to itself.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>Finds a port of the loopback address that nobody uses at the moment.</summary>
    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, Last);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody uses it.
            }
        }
    }
}
