using System.Text;
using ChatServer.MicroBenchmarks.Kit;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>alice's 64 messages come in one block, leave in one, and are confirmed in one. The figure is for all 64.</summary>
public sealed class RelayBlock : Operation
{
    private const int Messages = 64;
    private const int IdLength = 36;
    private const string Confirm = "Confirm ";

    private readonly Stage _stage = new();
    private readonly Person _alice;
    private readonly Person _bob;
    private readonly byte[] _chats = Lines($"Chat bob {Samples.Text}");
    private readonly byte[] _confirms = Lines(Confirm + new string('0', IdLength));

    /// <summary>Both log in.</summary>
    public RelayBlock()
    {
        _alice = _stage.LogIn("alice");
        _bob = _stage.LogIn("bob");
    }

    /// <inheritdoc/>
    public override int Repetitions => 10;

    /// <inheritdoc/>
    public override void Run()
    {
        _alice.Sends(_chats);
        ReadOnlySpan<byte> received = _bob.ReceivesBetween("alice says: "u8, "\r\n"u8);
        Span<byte> confirms = _confirms;
        for (int i = 0; i < Messages; i++)
        {
            int end = received.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? received : received[..(end - 1)];
            line[^IdLength..].CopyTo(confirms[Confirm.Length..]);
            confirms = confirms[(Confirm.Length + IdLength + 2)..];
            received = end < 0 ? default : received[(end + 1)..];
        }

        Check(received.IsEmpty);
        _bob.Sends(_confirms);
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        using (_stage)
            Check(_stage.Server.Chat.StoredCount == 0);
        return ValueTask.CompletedTask;
    }

    private static byte[] Lines(string line) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\r\n", Messages)));
}
