using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A message becomes the line that its recipient gets.</summary>
/// <param name="format">The recipient's format.</param>
public abstract class WriteMessage(IReplyFormat format) : Operation
{
    private char[] _line = [];

    /// <inheritdoc/>
    public override void Run()
    {
        int length = format.Write(Samples.Message, isReplay: false, Language.English, ref _line);
        Check(_line.AsSpan(0, length).Contains(Samples.Text, StringComparison.Ordinal));
    }
}

/// <summary>In words.</summary>
public sealed class WriteMessageInWords() : WriteMessage(TextFormat.Instance);

/// <summary>In JSON.</summary>
public sealed class WriteMessageInJson() : WriteMessage(new JsonFormat(escapeNonAscii: false));
