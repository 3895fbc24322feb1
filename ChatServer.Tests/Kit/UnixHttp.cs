using System.Net.Sockets;

namespace ChatServer.Tests.Kit;

/// <summary>HTTP over a Unix socket.</summary>
public static class UnixHttp
{
    /// <summary>Creates a client of a socket.</summary>
    /// <param name="path">The socket.</param>
    public static HttpClient Open(string path)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromSeconds(Deadline.DefaultSeconds) };
    }
}
