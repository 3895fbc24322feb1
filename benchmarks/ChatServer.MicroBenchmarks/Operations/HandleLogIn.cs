using ChatServer.MicroBenchmarks.Kit;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>A login is received and accepted, with a password that the server has verified before.</summary>
public sealed class HandleLogIn : Operation
{
    private readonly Stage _stage = new(accounts: "open");
    private readonly Person _alice;
    private readonly byte[] _line = [.. "Check alice secret\r\n"u8];

    /// <summary>alice has an account and has been there.</summary>
    public HandleLogIn()
    {
        _alice = _stage.Connect();
        _alice.Says("Lang en");
        _alice.Says("Check alice secret");
        _alice.ReceivesBetween("The language is English\r\nLogged in\r\nThis is a new account, alice;"u8, "\r\n"u8);
    }

    /// <inheritdoc/>
    public override void Run()
    {
        _alice.Sends(_line);
        _alice.Receives("Logged in\r\n"u8);
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        _stage.Dispose();
        return ValueTask.CompletedTask;
    }
}
