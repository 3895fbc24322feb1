using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Languages;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>The answer that a message is on disk becomes the line that its sender gets.</summary>
/// <param name="format">The sender's format.</param>
public abstract class WriteReceipt(IAnswerFormat format) : Operation
{
    private readonly string _id = Samples.Id.ToString();

    /// <inheritdoc/>
    public override void Run()
        => Check(format.Write(new Answer(AnswerCode.StoredOnDisk, _id), ChatTexts.English).Contains(_id, StringComparison.Ordinal));
}

/// <summary>In words.</summary>
public sealed class WriteReceiptInWords() : WriteReceipt(TextFormat.Instance);

/// <summary>In JSON.</summary>
public sealed class WriteReceiptInJson() : WriteReceipt(new JsonFormat(escapeNonAscii: false));
