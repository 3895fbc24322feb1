using System.Net;
using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Groups;
using DotNetty.Transport.Channels.Sockets;

namespace SuperSocket.Benchmarks;

/// <summary>DotNetty 0.7.6 with its socket channels and the pooled allocator, as its examples use it.</summary>
internal sealed class DotNettyServer(bool isFramed) : IBenchmarkServer
{
    private readonly MultithreadEventLoopGroup _accepting = new(1);
    private readonly MultithreadEventLoopGroup _working = new();
    private IChannel? _listener;

    public async Task<int> StartAsync()
    {
        var group = new DefaultChannelGroup(_accepting.GetNext());
        ServerBootstrap bootstrap = new ServerBootstrap()
            .Group(_accepting, _working)
            .Channel<TcpServerSocketChannel>()
            .Option(ChannelOption.SoBacklog, 4096)
            .ChildOption(ChannelOption.TcpNodelay, true)
            .ChildHandler(new ActionChannelInitializer<ISocketChannel>(channel =>
            {
                if (isFramed)
                    channel.Pipeline.AddLast(new LengthFieldBasedFrameDecoder(1 << 20, 0, sizeof(int)));
                channel.Pipeline.AddLast(new Handler(group));
            }));
        _listener = await bootstrap.BindAsync(IPAddress.Loopback, 0);
        return ((IPEndPoint)_listener.LocalAddress).Port;
    }

    public void Dispose()
    {
        _listener?.CloseAsync().GetAwaiter().GetResult();
        TimeSpan limit = TimeSpan.FromSeconds(1);
        Task.WaitAll(_accepting.ShutdownGracefullyAsync(TimeSpan.Zero, limit), _working.ShutdownGracefullyAsync(TimeSpan.Zero, limit));
    }

    private sealed class Handler(DefaultChannelGroup group) : ChannelHandlerAdapter
    {
        public override void ChannelActive(IChannelHandlerContext context) => group.Add(context.Channel);

        public override void ChannelRead(IChannelHandlerContext context, object message)
        {
            var buffer = (IByteBuffer)message;
            if (buffer.ReadableBytes > sizeof(int) && buffer.GetByte(buffer.ReaderIndex + sizeof(int)) == (byte)'B')
                group.WriteAndFlushAsync(buffer);
            else
                context.WriteAsync(buffer);
        }

        public override void ChannelReadComplete(IChannelHandlerContext context) => context.Flush();

        public override void ExceptionCaught(IChannelHandlerContext context, Exception exception) => context.CloseAsync();
    }
}
