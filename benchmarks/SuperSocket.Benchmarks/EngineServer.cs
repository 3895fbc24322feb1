using System.Buffers.Binary;
using System.Net;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Benchmarks;

/// <summary>The engine, as an application of 1.6 uses it: a receive filter, requests, sessions.</summary>
internal sealed class EngineServer(bool isFramed) : IBenchmarkServer
{
    private readonly MessageServer _server = new();

    public Task<int> StartAsync()
    {
        var config = new ServerConfig
        {
            Name = "Benchmark",
            MaxConnectionNumber = 100_000,
            MaxRequestLength = 1 << 20,
            LogBasicSessionActivity = false,
            Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0, Backlog = 4096 }],
        };
        IReceiveFilterFactory<BinaryRequestInfo> filters = isFramed
            ? new DefaultReceiveFilterFactory<FramedFilter, BinaryRequestInfo>()
            : new DefaultReceiveFilterFactory<EchoFilter, BinaryRequestInfo>();
        if (!_server.Setup(config, receiveFilterFactory: filters) || !_server.Start())
            throw new InvalidOperationException("The server does not start.");
        return Task.FromResult(((IPEndPoint)_server.Listeners[0].EndPoint).Port);
    }

    public void Dispose() => _server.Dispose();

    public sealed class MessageServer : AppServer<MessageSession, BinaryRequestInfo>
    {
        public MessageServer() => NewRequestReceived += Handle;

        private void Handle(MessageSession session, BinaryRequestInfo request)
        {
            byte[] message = request.Body;
            if (request.Key == "broadcast")
            {
                foreach (MessageSession other in GetAllSessions())
                    other.TrySend(message, 0, message.Length);
            }
            else
            {
                session.Send(message, 0, message.Length);
            }
        }
    }

    public sealed class MessageSession : AppSession<MessageSession, BinaryRequestInfo>
    {
    }

    /// <summary>Each block is a request.</summary>
    public sealed class EchoFilter : ReceiveFilterBase<BinaryRequestInfo>
    {
        public override BinaryRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            rest = 0;
            return new BinaryRequestInfo("echo", readBuffer.AsSpan(offset, length).ToArray());
        }
    }

    /// <summary>The ready-made filter of 1.6 for headers of a fixed size.</summary>
    public sealed class FramedFilter() : FixedHeaderReceiveFilter<BinaryRequestInfo>(sizeof(int))
    {
        protected override int GetBodyLengthFromHeader(byte[] header, int offset, int length) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(offset));

        protected override BinaryRequestInfo ResolveRequestInfo(ArraySegment<byte> header, byte[]? bodyBuffer, int offset, int length)
        {
            byte[] message = new byte[sizeof(int) + length];
            header.AsSpan().CopyTo(message);
            bodyBuffer.AsSpan(offset, length).CopyTo(message.AsSpan(sizeof(int)));
            return new BinaryRequestInfo(length > 0 && message[sizeof(int)] == (byte)'B' ? "broadcast" : "echo", message);
        }
    }
}
