using System.Text;
using ChatServer.MicroBenchmarks.Kit;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>alice writes to bob, who gets it and confirms it; each has a connection.</summary>
public abstract class RelayOperation : Operation
{
    private const int IdLength = 36;

    private readonly Stage _stage = new();
    private readonly Person _alice;
    private readonly Person _bob;
    private readonly byte[] _chat;
    private readonly byte[] _beforeId;
    private readonly byte[] _afterId;
    private readonly byte[] _confirm;
    private readonly int _idOffset;
    private readonly bool _hasReceipts;

    /// <summary>Both log in.</summary>
    /// <param name="format">The format of both.</param>
    /// <param name="chat">alice's line, without its end.</param>
    /// <param name="beforeId">How what bob receives starts, up to the message's id.</param>
    /// <param name="confirm">bob's line without its end, with {0} for the message's id.</param>
    /// <param name="hasReceipts">Whether alice has receipts on.</param>
    private protected RelayOperation(string format, string chat, string beforeId, string confirm, bool hasReceipts)
    {
        _alice = _stage.LogIn("alice", format);
        _bob = _stage.LogIn("bob", format);
        _hasReceipts = hasReceipts;
        if (hasReceipts)
            _alice.Says("Receipt on");
        _alice.Forgets();

        _chat = Encoding.UTF8.GetBytes(chat + "\r\n");
        _beforeId = Encoding.UTF8.GetBytes(beforeId);
        _afterId = "\r\n"u8.ToArray();
        _idOffset = confirm.IndexOf("{0}", StringComparison.Ordinal);
        _confirm = Encoding.UTF8.GetBytes(confirm.Replace("{0}", new string('0', IdLength), StringComparison.Ordinal) + "\r\n");
    }

    /// <inheritdoc/>
    public override void Run()
    {
        _alice.Sends(_chat);
        _bob.ReceivesBetween(_beforeId, _afterId)[..IdLength].CopyTo(_confirm.AsSpan(_idOffset));
        if (_hasReceipts)
            _alice.ReceivesBetween("Stored in memory "u8, _afterId);
        _bob.Sends(_confirm);
        if (_hasReceipts)
            _alice.ReceivesBetween("bob confirmed "u8, _afterId);
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        // What bob has confirmed is gone; one that was not confirmed would have made the mailbox grow.
        using (_stage)
            Check(_stage.Server.Chat.StoredCount == 0);
        return ValueTask.CompletedTask;
    }
}

/// <summary>In words, without receipts: nobody is answered.</summary>
public sealed class RelayMessage() : RelayOperation("text", $"Chat bob {Samples.Text}", $"alice says: {Samples.Text} ", "Confirm {0}", hasReceipts: false);

/// <summary>In words; alice is told that it is stored and that it is confirmed.</summary>
public sealed class RelayWithReceipts() : RelayOperation("text", $"Chat bob {Samples.Text}", $"alice says: {Samples.Text} ", "Confirm {0}", hasReceipts: true);

/// <summary>In JSON, without receipts.</summary>
public sealed class RelayInJson() : RelayOperation("json", Samples.JsonChat("bob"), """{"type":"message","id":""" + "\"", """{"cmd":"Confirm","id":"{0}"}""", hasReceipts: false);
