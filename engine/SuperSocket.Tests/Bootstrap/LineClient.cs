using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>A person at a terminal: sends lines, reads lines, gives up at the deadline.</summary>
internal sealed class LineClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StreamReader _reader;

    public LineClient(IPEndPoint server)
    {
        _client.Connect(server.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : server.Address, server.Port);
        _client.ReceiveTimeout = (int)Wait.Deadline.TotalMilliseconds;
        _reader = new StreamReader(_client.GetStream(), Encoding.UTF8);
    }

    public void Send(string line) => _client.GetStream().Write(Encoding.UTF8.GetBytes(line + "\r\n"));

    /// <summary>The next line; <see langword="null"/> at the end of the connection.</summary>
    public string? Read()
    {
        try
        {
            return _reader.ReadLine();
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }
    }

    public string? Ask(string line)
    {
        Send(line);
        return Read();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}
