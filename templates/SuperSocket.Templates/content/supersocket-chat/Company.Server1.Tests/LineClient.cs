using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Company.Server1.Tests;

/// <summary>A client that sends and reads lines, each within ten seconds.</summary>
public sealed class LineClient : IDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader _reader = null!;

    public static async Task<LineClient> ConnectAsync(IPEndPoint server)
    {
        var line = new LineClient();
        await line._client.ConnectAsync(server);
        line._reader = new StreamReader(line._client.GetStream(), Encoding.UTF8);
        return line;
    }

    public Task SendAsync(string line) => _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n")).AsTask();

    public Task<string?> ReadAsync() => _reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));

    public async Task<string?> AskAsync(string line)
    {
        await SendAsync(line);
        return await ReadAsync();
    }

    public void Dispose() => _client.Dispose();
}
