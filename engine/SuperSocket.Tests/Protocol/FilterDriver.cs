using NUnit.Framework;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>What became of a stream. Left: how many bytes of an incomplete request arrived at the end.</summary>
internal sealed record Outcome(IReadOnlyList<string> Requests, bool Error, int Left)
{
    public bool Equals(Outcome? other)
        => other is not null && Error == other.Error && Left == other.Left && Requests.SequenceEqual(other.Requests);

    public override int GetHashCode() => HashCode.Combine(Requests.Count, Error, Left);

    public override string ToString() => $"[{string.Join("|", Requests)}] {(Error ? "error" : $"{Left} left")}";
}

/// <summary>
/// Feeds a filter as the engine does: every block is written into a part of the same array and overwritten afterwards,
/// except for the bytes in front of the receive offset that the filter asked to keep.
/// </summary>
internal sealed class FilterDriver<TRequestInfo>(IReceiveFilter<TRequestInfo> filter, Func<TRequestInfo, string> show, int receiveBufferSize = 256)
    where TRequestInfo : class, IRequestInfo
{
    private const int OrigReceiveOffset = 48;
    private const int BytesOfOthers = 32;
    private const byte Garbage = 0xEE;

    private readonly byte[] _array = NewArray(OrigReceiveOffset + receiveBufferSize + BytesOfOthers);
    private readonly List<string> _requests = [];
    private int _delta;
    private int _heldBytes;

    /// <summary>The filter in charge now.</summary>
    public IReceiveFilter<TRequestInfo> Filter { get; private set; } = filter;

    /// <summary>Whether the array is used again. Without it each block has an array of its own that nobody overwrites.</summary>
    public bool ReuseArray { get; init; } = true;

    /// <summary>Whether the filter holds every byte of an incomplete request; without it LeftBufferSize is not checked.</summary>
    public bool HoldsAllBytes { get; init; } = true;

    /// <summary>Called after each call of the filter, as the engine checks the length of a request.</summary>
    public Action<IReceiveFilter<TRequestInfo>>? AfterFilter { get; init; }

    public bool Error { get; private set; }

    public Outcome Outcome => new(_requests, Error, Error ? 0 : _heldBytes);

    /// <summary>Receives a stream in blocks; the sizes are used over and over.</summary>
    public Outcome Run(byte[] stream, params int[] sizes)
    {
        int position = 0;
        for (int i = 0; position < stream.Length && !Error; i++)
        {
            int size = Math.Min(sizes[i % sizes.Length], stream.Length - position);
            size = Math.Min(size, receiveBufferSize - _delta);
            Receive(stream.AsSpan(position, size));
            position += size;
        }

        return Outcome;
    }

    private void Receive(ReadOnlySpan<byte> block)
    {
        byte[] array = ReuseArray ? _array : NewArray(_array.Length);
        int written = OrigReceiveOffset + _delta;
        block.CopyTo(array.AsSpan(written));
        Process(array, written, block.Length);
        if (Error)
            return;

        if (HoldsAllBytes && Filter.LeftBufferSize != _heldBytes)
            Assert.Fail($"LeftBufferSize is {Filter.LeftBufferSize}, but {_heldBytes} bytes are incomplete.");
        if (ReuseArray)
        {
            _delta = (Filter as IOffsetAdapter)?.OffsetDelta ?? 0;
            if (_delta < 0 || _delta >= receiveBufferSize)
                Assert.Fail($"OffsetDelta is {_delta}.");
            int kept = OrigReceiveOffset + _delta;
            if (kept < written + block.Length)
                array.AsSpan(kept, written + block.Length - kept).Fill(Garbage);
        }
    }

    private void Process(byte[] array, int offset, int length)
    {
        while (length > 0)
        {
            var current = Filter;
            var request = current.Filter(array, offset, length, ReuseArray, out int rest);
            AfterFilter?.Invoke(current);
            if (rest < 0 || rest > length)
                Assert.Fail($"The filter left {rest} of {length} bytes.");
            if (current.State == FilterState.Error || (request is null && rest == length && current.NextReceiveFilter is null))
            {
                Error = true;
                return;
            }

            Filter = current.NextReceiveFilter ?? current;
            _heldBytes += length - rest;
            if (request is not null)
            {
                _requests.Add(show(request));
                _heldBytes = 0;
            }

            offset += length - rest;
            length = rest;
        }
    }

    private static byte[] NewArray(int size)
    {
        var array = new byte[size];
        array.AsSpan().Fill(Garbage);
        return array;
    }
}
