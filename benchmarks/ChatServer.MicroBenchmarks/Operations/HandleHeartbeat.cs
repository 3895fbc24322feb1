using ChatServer.MicroBenchmarks.Kit;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A heartbeat is received, dispatched and answered.</summary>
public sealed class HandleHeartbeat : Operation
{
    private readonly Stage _stage = new();
    private readonly Person _alice;
    private readonly byte[] _line = [.. "HB R\r\n"u8];

    /// <summary>alice is logged in.</summary>
    public HandleHeartbeat() => _alice = _stage.LogIn("alice");

    /// <inheritdoc/>
    public override void Run()
    {
        _alice.Sends(_line);
        _alice.Receives("R\r\n"u8);
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        _stage.Dispose();
        return ValueTask.CompletedTask;
    }
}
