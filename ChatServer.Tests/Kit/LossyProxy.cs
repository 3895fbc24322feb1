using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatServer.Tests.Kit;

/// <summary>A bad network between clients of UDP and their server: by the numbers of a seed, it loses, doubles and delays datagrams in both directions.</summary>
public sealed class LossyProxy : IDisposable
{
    private readonly Socket _front = Open();
    private readonly ConcurrentDictionary<EndPoint, Socket> _backs = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _server;
    private readonly Random _random;
    private readonly double _loss;
    private readonly Lock _gate = new();
    private readonly Queue<(Socket From, byte[] Bytes, EndPoint To)> _delayed = [];

    /// <summary>Opens it.</summary>
    /// <param name="server">Where the datagrams of clients go.</param>
    /// <param name="seed">Decides what becomes of which datagram.</param>
    /// <param name="loss">The share that is lost; as many each are doubled and overtaken by the next.</param>
    public LossyProxy(IPEndPoint server, int seed, double loss)
    {
        _server = server;
        _random = new Random(seed);
        _loss = loss;
        _ = Forward(_front, (bytes, client) => Pass(_backs.GetOrAdd(client, OpenBack), bytes, _server));
    }

    /// <summary>Where clients send to.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_front.LocalEndPoint!;

    /// <summary>How many datagrams were lost.</summary>
    public int Lost { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _front.Dispose();
        foreach (Socket back in _backs.Values)
            back.Dispose();
        _end.Dispose();
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private Socket OpenBack(EndPoint client)
    {
        Socket back = Open();
        _ = Forward(back, (bytes, _) => Pass(_front, bytes, client));
        return back;
    }

    private async Task Forward(Socket from, Action<byte[], EndPoint> pass)
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await from.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _end.Token);
                pass(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The play is over.
        }
    }

    private void Pass(Socket from, byte[] bytes, EndPoint to)
    {
        lock (_gate)
        {
            double fate = _random.NextDouble() / _loss;
            if (fate < 1)
            {
                Lost++;
                return;
            }

            if (fate is >= 2 and < 3)
            {
                _delayed.Enqueue((from, bytes, to));
                return;
            }

            from.SendTo(bytes, to);
            if (fate < 2)
                from.SendTo(bytes, to);
            while (_delayed.TryDequeue(out (Socket From, byte[] Bytes, EndPoint To) late))
                late.From.SendTo(late.Bytes, late.To);
        }
    }
}
