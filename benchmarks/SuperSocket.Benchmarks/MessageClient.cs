using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SuperSocket.Benchmarks;

/// <summary>A client of messages of 64 bytes.</summary>
internal sealed class MessageClient : IDisposable
{
    private const int Size = 64;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _sent = new byte[Size];
    private readonly byte[] _received = new byte[Size];

    public static async Task<MessageClient> ConnectAsync(IPEndPoint server)
    {
        var client = new MessageClient();
        BinaryPrimitives.WriteInt32BigEndian(client._sent, Size - sizeof(int));
        await client._socket.ConnectAsync(server);
        return client;
    }

    /// <summary>Sends messages one after another until the time is over.</summary>
    /// <returns>How long each took, in ticks of Stopwatch.</returns>
    public static async Task<List<long>> EchoAsync(IPEndPoint server, CancellationToken end)
    {
        using MessageClient client = await ConnectAsync(server);
        List<long> latencies = [];
        while (!end.IsCancellationRequested)
        {
            long start = Stopwatch.GetTimestamp();
            await client.SendAsync((byte)'E');
            await client.ReadAsync();
            latencies.Add(Stopwatch.GetTimestamp() - start);
        }

        return latencies;
    }

    public async ValueTask SendAsync(byte kind)
    {
        _sent[sizeof(int)] = kind;
        await _socket.SendAsync(_sent);
    }

    public async ValueTask ReadAsync()
    {
        for (int read = 0; read < Size;)
        {
            int received = await _socket.ReceiveAsync(_received.AsMemory(read));
            if (received == 0)
                throw new EndOfStreamException();
            read += received;
        }
    }

    public void Dispose() => _socket.Dispose();
}
