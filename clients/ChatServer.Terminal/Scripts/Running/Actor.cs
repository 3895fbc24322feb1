using System.Text;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;

namespace ChatServer.Terminal.Scripts.Running;

/// <summary>A connected name of a script.</summary>
internal sealed class Actor(string name, IWire wire, WireText text, ByteBudget budget) : IDisposable
{
    private readonly LineBuffer _buffer = new(wire, budget);

    /// <summary>How the bytes travel.</summary>
    public WireKind Kind => wire.Kind;

    /// <summary>Text and bytes.</summary>
    public WireText Text => text;

    /// <summary>Sends lines in one packet.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="endsLine">Whether the last one gets its line end.</param>
    /// <param name="byteByByte">Whether each byte travels alone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task SendAsync(IReadOnlyList<string> lines, bool endsLine, bool byteByByte, CancellationToken cancellationToken)
    {
        if (Kind != WireKind.Messages)
        {
            await SendBytesAsync(Encode(string.Join("\r\n", lines) + (endsLine ? "\r\n" : string.Empty)), isWhole: true, byteByByte, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int i = 0; i < lines.Count; i++)
            await SendBytesAsync(Encode(lines[i]), endsLine || i < lines.Count - 1, byteByByte, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next line without its line end; <see langword="null"/> when the server has closed.</summary>
    /// <exception cref="ScriptFailure">The line does not end as lines do.</exception>
    public async Task<string?> ReceiveLineAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line;
        while (!_buffer.TryTakeLine(out line))
        {
            if (await _buffer.FillAsync(cancellationToken).ConfigureAwait(false))
                continue;
            return _buffer.Waiting.IsEmpty ? null : throw new ScriptFailure($"the server closed after these bytes without a line end\n    {Show(_buffer.Waiting)}");
        }

        return line.Span is [.., (byte)'\r', (byte)'\n'] ? text.Decode(line.Span[..^2]) : throw new ScriptFailure($"{name} received a line that ends with LF alone\n    {Show(line.Span)}");
    }

    /// <summary>The next line without its line end, or what else has come and is not followed by anything for a while.</summary>
    /// <returns>The text and whether it had its line end; <see langword="null"/> when the server has closed.</returns>
    public async Task<(string Text, bool EndsLine)?> ReceiveAnyAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line;
        while (!_buffer.TryTakeLine(out line))
        {
            if (_buffer.Waiting.IsEmpty)
            {
                if (!await _buffer.FillAsync(cancellationToken).ConfigureAwait(false))
                    return null;
                continue;
            }

            using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patient.CancelAfter(patience);
            try
            {
                if (await _buffer.FillAsync(patient.Token).ConfigureAwait(false))
                    continue;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // There is no more input at the moment.
            }

            return (text.Decode(_buffer.Take(_buffer.Waiting.Length).Span), false);
        }

        return line.Span is [.., (byte)'\r', (byte)'\n'] ? (text.Decode(line.Span[..^2]), true) : (text.Decode(line.Span), false);
    }

    /// <summary>The next bytes; fewer when the server has closed.</summary>
    public async Task<byte[]> ReceiveBytesAsync(int count, CancellationToken cancellationToken)
    {
        while (_buffer.Waiting.Length < count && await _buffer.FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return _buffer.Take(Math.Min(count, _buffer.Waiting.Length)).ToArray();
    }

    /// <summary>Whether the next that happens is that the server closes, and not that something comes.</summary>
    public async Task<bool> ReceivesEndAsync(CancellationToken cancellationToken)
        => _buffer.Waiting.IsEmpty && !await _buffer.FillAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The code with which the server closed a WebSocket.</summary>
    public int? CloseCode => wire.CloseCode;

    /// <summary>What was received and not expected yet, safe to print; empty if nothing.</summary>
    public string Waiting => _buffer.Waiting.IsEmpty ? string.Empty : Show(_buffer.Waiting[..Math.Min(1000, _buffer.Waiting.Length)]);

    /// <summary>Says that nothing more will be sent.</summary>
    public Task StopSendingAsync(CancellationToken cancellationToken) => wire.StopSendingAsync(cancellationToken).AsTask();

    /// <summary>Closes the connection in an orderly way.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        // For a stream it is enough to close the socket; the server must not wait for a close frame.
        if (Kind == WireKind.Messages && CloseCode == null)
            await wire.StopSendingAsync(cancellationToken).ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Vanishes.</summary>
    public void Reset()
    {
        _buffer.Abandon();
        wire.Reset();
    }

    /// <summary>The bytes of a text.</summary>
    /// <exception cref="ScriptFailure">The encoding lacks a character.</exception>
    public byte[] Encode(string written)
    {
        try
        {
            return text.Encode(written);
        }
        catch (EncoderFallbackException e)
        {
            string lacking = e.CharUnknownHigh == 0 ? e.CharUnknown.ToString() : $"{e.CharUnknownHigh}{e.CharUnknownLow}";
            throw new ScriptFailure($"the encoding of {name} lacks the character {ScriptText.Of(lacking)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.Abandon();
        wire.Dispose();
    }

    private string Show(ReadOnlySpan<byte> bytes) => ScriptText.Of(text.Decode(bytes)).ToString();

    private async Task SendBytesAsync(byte[] bytes, bool isWhole, bool byteByByte, CancellationToken cancellationToken)
    {
        if (!byteByByte || Kind == WireKind.Datagrams || bytes.Length == 0)
        {
            await wire.SendAsync(bytes, isWhole, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int i = 0; i < bytes.Length; i++)
            await wire.SendAsync(bytes.AsMemory(i, 1), isWhole && i == bytes.Length - 1, cancellationToken).ConfigureAwait(false);
    }
}
