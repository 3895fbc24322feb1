using System.Threading.Channels;

namespace ChatServer.Client.Internal;

/// <summary>Wakes one waiter; set while nobody waits, it wakes the next at once. Thread-safe.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
