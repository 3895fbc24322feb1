using System.Text;
using ChatServer.MicroBenchmarks.Kit;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>alice says something in a group, and ten others get and confirm it.</summary>
public sealed class RelayInGroup : Operation
{
    private const int IdLength = 36;
    private const string Confirm = "Confirm ";

    private readonly Stage _stage = new();
    private readonly Person _alice;
    private readonly Person[] _others;
    private readonly byte[] _say = Encoding.UTF8.GetBytes($"Say team {Samples.Text}\r\n");
    private readonly byte[] _line = Encoding.UTF8.GetBytes($"alice says in team: {Samples.Text} ");
    private readonly byte[] _confirm = Encoding.UTF8.GetBytes($"{Confirm}{new string('0', IdLength)}\r\n");

    /// <summary>All log in and join.</summary>
    public RelayInGroup()
    {
        _alice = _stage.LogIn("alice");
        _others = [.. Enumerable.Range(0, 10).Select(number => _stage.LogIn($"member{number}"))];
        foreach (Person person in _others.Prepend(_alice))
            person.Says("Join team");
        foreach (Person person in _others)
            person.Forgets();
    }

    /// <inheritdoc/>
    public override void Run()
    {
        _alice.Sends(_say);
        foreach (Person person in _others)
        {
            person.ReceivesBetween(_line, "\r\n"u8).CopyTo(_confirm.AsSpan(Confirm.Length));
            person.Sends(_confirm);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        using (_stage)
            Check(_stage.Server.Chat.StoredCount == 0);
        return ValueTask.CompletedTask;
    }
}
