namespace SuperSocket.Tests.Tls;

// A stream that notes the type of every TLS record that is read through it.
internal sealed class RecordTypes(Stream inner, List<byte> types) : Stream
{
    // Not a type of TLS: a record of TLS 1.3 that is as short as an alert (two bytes, the hidden type, a tag of 16).
    public const byte HiddenAlert = 255;

    private readonly List<byte> _header = [];
    private int _body;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Note(buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        Note(buffer.Span[..read]);
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        => inner.WriteAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (_body > 0)
            {
                _body--;
                continue;
            }

            _header.Add(value);
            if (_header.Count < 5)
                continue;
            _body = (_header[3] << 8) | _header[4];
            types.Add(_header[0] == 23 && _body == 19 ? HiddenAlert : _header[0]);
            _header.Clear();
        }
    }
}
