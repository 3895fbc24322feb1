using System.Text;

namespace ChatServer.Logging;

/// <summary>Gives an <see cref="OutputQueue"/> to whatever writes text. Thread-safe, as far as a line is written in one call.</summary>
/// <param name="queue">The queue.</param>
internal sealed class QueuedWriter(OutputQueue queue) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => queue.Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => queue.Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => queue.Write(buffer);

    /// <inheritdoc/>
    public override void Write(string? value) => queue.Write(value);

    /// <inheritdoc/>
    public override void WriteLine() => queue.Write(Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => queue.Write(value + Environment.NewLine);
}
