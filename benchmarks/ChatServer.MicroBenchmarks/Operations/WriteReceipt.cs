using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>The reply that a message is on disk becomes the line that its sender gets.</summary>
/// <param name="format">The sender's format.</param>
public abstract class WriteReceipt(IReplyFormat format) : Operation
{
    private readonly string _id = Samples.Id.ToString();

    /// <inheritdoc/>
    public override void Run()
        => Check(format.Write(Replies.StoredOnDisk.With(Samples.Id), Language.English).Contains(_id, StringComparison.Ordinal));
}

/// <summary>In words.</summary>
public sealed class WriteReceiptInWords() : WriteReceipt(TextFormat.Instance);

/// <summary>In JSON.</summary>
public sealed class WriteReceiptInJson() : WriteReceipt(new JsonFormat(escapeNonAscii: false));
