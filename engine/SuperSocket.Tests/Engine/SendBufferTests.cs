using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Engine;

/// <summary>The buffers in which bytes wait to be sent have about the size that was needed lately.</summary>
public class SendBufferTests
{
    // More than the pool keeps of any size.
    private const int Connections = 1000;
    private const int Configured = 2048;
    private const int LineLength = 60;

    [Test]
    public void A_line_to_each_of_many_connections_costs_buffers_of_its_size()
        => Assert.That(BytesForALineEach(maxBefore: LineLength), Is.LessThan(Connections * 512));

    [Test]
    public void Once_something_long_was_sent_buffers_become_small_again()
        => Assert.That(BytesForALineEach(maxBefore: 100_000), Is.LessThan(Connections * 512));

    private static long BytesForALineEach(int maxBefore)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var transport = new SwallowingTransport(socket);
        SendQueue[] queues = [.. Enumerable.Range(0, Connections).Select(_ => new SendQueue(transport, Configured, limit: 1 << 20, new Owner()))];
        SendToEach(queues, maxBefore);
        for (int i = 0; i < 10; i++)
            SendToEach(queues, LineLength);

        long before = GC.GetAllocatedBytesForCurrentThread();
        SendToEach(queues, LineLength);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // As one who speaks in a group does: all queues fill before the first one is flushed.
    private static void SendToEach(SendQueue[] queues, int length)
    {
        byte[] line = new byte[length];
        foreach (SendQueue queue in queues)
            queue.TryAdd(line);
        foreach (SendQueue queue in queues)
            queue.Flush();
    }

    private sealed class SwallowingTransport(Socket socket) : Transport(socket)
    {
        public override ValueTask<int> WaitForDataAsync() => ValueTask.FromResult(0);

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => ValueTask.FromResult(0);

        public override ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes) => ValueTask.FromResult(bytes.Length);

        public override ValueTask EndSendingAsync(CloseReason reason) => ValueTask.CompletedTask;

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Owner : ISendQueueOwner
    {
        public void OnTaken(int bytes)
        {
        }

        public void OnRoom()
        {
        }

        public void OnFailed(Exception e) => throw e;
    }
}
