using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>
/// One of many people. Whoever leaves confirms nothing any more from the moment on at which this is decided, so that it is known what must come again.
/// </summary>
/// <param name="target">The server.</param>
/// <param name="number">Which one.</param>
/// <param name="ledger">What must come.</param>
internal sealed class MixedPerson(LoadTarget target, int number, MixedLedger ledger) : IDisposable
{
    /// <summary>What the ids of all start with, behind the prefix.</summary>
    public const string Role = "p";

    // What an R answers: a Say in this group, or the wish to vanish.
    private readonly Queue<MixedGroup?> _heartbeats = [];
    private readonly int _idStart = target.Prefix.Length + Role.Length;
    private WireConnection? _connection;
    private MixedGroup? _changing;
    private long _hereSince;

    /// <summary>The id.</summary>
    public string Id { get; } = target.Id(Role, number);

    /// <summary>Whether nobody is there, and nobody comes.</summary>
    public bool IsAway => _connection == null;

    /// <summary>Whether the person is logged in and stays.</summary>
    public bool IsHere { get; private set; }

    /// <summary>Logs in. What goes wrong is tried again later.</summary>
    public void Come(ReadySet ready)
    {
        _connection = new WireConnection(target.EndPoint, target.Transport);
        ready.Add(_connection, number);
        Send("Lang en");
        Send($"Check {Id} {target.Password}");
        _connection.Flush();
    }

    /// <summary>Goes, with a word or without.</summary>
    public void Go(bool says)
    {
        IsHere = false;
        if (!says)
            _heartbeats.Enqueue(null);
        Send(says ? "Quit" : "HB R");
        _connection!.Flush();
    }

    /// <summary>Sends a line.</summary>
    public void Say(ReadOnlySpan<byte> line)
    {
        _connection!.AppendLine(line);
        _connection.Flush();
    }

    /// <summary>Sends a line to a group; when the server has handled it, the group is told.</summary>
    public void Say(ReadOnlySpan<byte> line, MixedGroup group)
    {
        group.SaysUnderWay++;
        _heartbeats.Enqueue(group);
        _connection!.AppendLine(line);
        Say("HB R"u8);
    }

    /// <summary>Enters or leaves a group.</summary>
    public void Change(MixedGroup group)
    {
        group.IsChanging = true;
        _changing = group;
        Say(Encoding.ASCII.GetBytes($"{(group.Members.Contains(number) ? "Leave" : "Join")} {group.Name}"));
    }

    /// <summary>Whether the person waits for the answer to the last <see cref="Change"/>.</summary>
    public bool IsChanging => _changing != null;

    /// <summary>Takes what has come.</summary>
    /// <exception cref="IOException">The server closed the connection.</exception>
    public void Serve(bool isWritable)
    {
        if (_connection is not WireConnection connection)
            return;
        if (isWritable)
            connection.Flush();
        connection.Receive();
        while (_connection != null && connection.TryReadLine(out ReadOnlySpan<byte> line))
            Take(line);
        if (_connection == null)
            return;
        connection.Flush();
        if (connection.HasEnded)
            throw new IOException($"{connection.HowItEnded}, that of {Id}");
    }

    /// <summary>Confirms what is left and leaves all groups, at the end.</summary>
    public void CleanUp(IEnumerable<MixedGroup> groups)
        => CleanUp(target, _connection!, groups.Where(group => group.Members.Contains(number)).Select(group => group.Name));

    /// <summary>Confirms what is left, leaves groups, and quits.</summary>
    /// <param name="target">The server.</param>
    /// <param name="connection">The connection of somebody who is logged in.</param>
    /// <param name="groups">Names of the groups.</param>
    public static void CleanUp(LoadTarget target, WireConnection connection, IEnumerable<string> groups)
    {
        Mailbox.Empty(target, connection);
        foreach (string group in groups)
            connection.AppendLine($"Leave {group}");
        connection.AppendLine("Quit"u8);
        connection.Flush();
        connection.WaitForLine("Goodbye"u8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
        IsHere = false;
    }

    private void Send(string line) => _connection!.AppendLine(line);

    private void Take(ReadOnlySpan<byte> line)
    {
        if (MessageLine.TryParse(line, out MessageLine message))
            Take(message);
        else if (line.SequenceEqual("R"u8))
            TakeHeartbeat();
        else if (line.SequenceEqual("Logged in"u8))
            (IsHere, _hereSince) = (true, Stopwatch.GetTimestamp());
        else if (line.SequenceEqual("Goodbye"u8))
            Dispose();
        else if (_changing != null && (line.StartsWith("You are in "u8) || line.StartsWith("You have left "u8)))
            EndChange(_changing);
        else if (!IsHere && line.IndexOf("try again in "u8) > 0)
            Dispose();
        else if (!IsExpected(line))
            target.Errors.Add($"{Id} was told '{Encoding.UTF8.GetString(line)}'");
    }

    private void Take(MessageLine message)
    {
        // It comes again, because it is not confirmed.
        if (!IsHere)
            return;
        if (!Utf8Parser.TryParse(message.From[_idStart..], out int from, out _))
            target.Errors.Add($"{Id} got a message from {Encoding.UTF8.GetString(message.From)}");
        ledger.Receive(from, number, message.Number, _hereSince);
        _connection!.AppendLine("Confirm "u8, message.Id);
    }

    private void EndChange(MixedGroup group)
    {
        group.Toggle(number);
        _changing = null;
    }

    private void TakeHeartbeat()
    {
        if (_heartbeats.Dequeue() is MixedGroup group)
            group.SaysUnderWay--;
        else
            Dispose();
    }

    private static bool IsExpected(ReadOnlySpan<byte> line)
        => Crowd.IsGreeting(line) || line.StartsWith("Not delivered yet:"u8)
        || line.IndexOf(" joined "u8) > 0 || line.IndexOf(" left "u8) > 0 || line.IndexOf(" online"u8) > 0;
}
