using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace SuperSocket.Benchmarks;

/// <summary>Kestrel without HTTP: a connection handler on its pipes, with its default options.</summary>
internal sealed class KestrelServer(bool isFramed) : IBenchmarkServer
{
    private readonly ConcurrentDictionary<string, (PipeWriter Writer, SemaphoreSlim Lock)> _clients = [];
    private WebApplication? _application;

    public async Task<int> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Func<ConnectionContext, Task> run = isFramed ? RunFramedAsync : RunEchoAsync;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listener => listener.Run(run)));
        _application = builder.Build();
        await _application.StartAsync();
        string address = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(address).Port;
    }

    public void Dispose() => _application?.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static async Task RunEchoAsync(ConnectionContext connection)
    {
        PipeReader input = connection.Transport.Input;
        PipeWriter output = connection.Transport.Output;
        while (true)
        {
            ReadResult result = await input.ReadAsync();
            if (result.Buffer.IsEmpty && result.IsCompleted)
                return;
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
                output.Write(piece.Span);
            input.AdvanceTo(result.Buffer.End);
            await output.FlushAsync();
        }
    }

    private async Task RunFramedAsync(ConnectionContext connection)
    {
        PipeReader input = connection.Transport.Input;
        var client = (Writer: connection.Transport.Output, Lock: new SemaphoreSlim(1));
        _clients[connection.ConnectionId] = client;
        try
        {
            while (true)
            {
                ReadResult result = await input.ReadAsync();
                ReadOnlySequence<byte> buffer = result.Buffer;
                if (buffer.IsEmpty && result.IsCompleted)
                    return;
                while (TryRead(ref buffer, out byte[] message))
                {
                    if (message[sizeof(int)] != (byte)'B')
                    {
                        await SendAsync(client, message);
                        continue;
                    }

                    foreach ((PipeWriter Writer, SemaphoreSlim Lock) other in _clients.Values)
                        await SendAsync(other, message);
                }

                input.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            _clients.TryRemove(connection.ConnectionId, out _);
        }
    }

    // A pipe takes one writer at a time.
    private static async ValueTask SendAsync((PipeWriter Writer, SemaphoreSlim Lock) client, byte[] message)
    {
        await client.Lock.WaitAsync();
        try
        {
            await client.Writer.WriteAsync(message);
        }
        finally
        {
            client.Lock.Release();
        }
    }

    private static bool TryRead(ref ReadOnlySequence<byte> buffer, out byte[] message)
    {
        message = [];
        if (buffer.Length < sizeof(int))
            return false;
        Span<byte> header = stackalloc byte[sizeof(int)];
        buffer.Slice(0, sizeof(int)).CopyTo(header);
        int length = BinaryPrimitives.ReadInt32BigEndian(header) + sizeof(int);
        if (buffer.Length < length)
            return false;
        message = buffer.Slice(0, length).ToArray();
        buffer = buffer.Slice(length);
        return true;
    }
}
