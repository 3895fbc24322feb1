using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>One who speaks in a group and all who receive it, served by the thread that calls.</summary>
internal sealed class Group : IDisposable
{
    /// <summary>At most this many copies of messages wait unconfirmed: less than a server lets one sender have by default.</summary>
    public const int MaxUnconfirmed = 400_000;

    private const int MaxOfOne = 50_000;
    private const int MaxCharactersOfOne = 32 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LoadTarget _target;
    private readonly string[] _users;
    private readonly WireConnection[] _members;
    private readonly SequenceCheck[] _checks;
    private readonly ReadySet _ready = new();
    private readonly bool _confirms;
    private readonly NumberedLine _say;
    private readonly int _maxUnconfirmed;
    private readonly Queue<long> _sentAt = [];
    private long _sent;
    private long _confirmed;

    /// <summary>Lets everybody join and logs them in. The first one speaks.</summary>
    /// <param name="target">The server.</param>
    /// <param name="members">How many, the one who speaks included.</param>
    /// <param name="textLength">Bytes of each text.</param>
    /// <param name="confirms">Whether each member confirms each message.</param>
    public Group(LoadTarget target, int members, int textLength, bool confirms)
    {
        _target = target;
        _confirms = confirms;
        Name = $"{target.Prefix}bench";
        _maxUnconfirmed = MaxMessages(members, textLength);
        _say = NumberedLine.Of($"Say {Name}", textLength);
        _users = [.. Enumerable.Range(0, members).Select(i => target.Id("m", i))];
        Visit("Join");
        _members = new Crowd(target).LogIn(_users);
        _checks = [.. _members.Select(_ => new SequenceCheck(target.Errors))];
        for (int i = 0; i < members; i++)
        {
            Mailbox.EmptyLeftovers(target, _members[i]);
            _ready.Add(_members[i], i);
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Messages that members received.</summary>
    public long Delivered { get; private set; }

    /// <summary>Who speaks.</summary>
    public WireConnection Speaker => _members[0];

    private int Receivers => _members.Length - 1;

    private bool HasRoom => _confirms || _sent - _confirmed < _maxUnconfirmed;

    // A message is under way until its last delivery; one that is lost is not under way any more.
    private long Complete => _checks.Skip(1).Min(check => check.Next);

    /// <summary>How many messages to a group may wait unconfirmed, so that neither a member nor the server as shipped has too many.</summary>
    public static int MaxMessages(int members, int textLength)
        => Math.Min(Math.Min(MaxOfOne, MaxCharactersOfOne / textLength), MaxUnconfirmed / (members - 1));

    /// <summary>Keeps messages under way for a while, or until as many as may wait are unconfirmed, then waits until none is.</summary>
    /// <param name="window">How many.</param>
    /// <param name="time">How long.</param>
    /// <param name="times">Gets the time from each message to its last delivery.</param>
    /// <exception cref="IOException">The server closes a connection, or delivers nothing.</exception>
    public void Say(int window, TimeSpan time, LatencyHistogram times)
    {
        long start = Stopwatch.GetTimestamp();
        long before = Delivered;
        long complete = _sent;
        TimeSpan elapsed;
        while (((elapsed = Stopwatch.GetElapsedTime(start)) < time && HasRoom) || complete < _sent)
        {
            for (; elapsed < time && HasRoom && _sent - complete < window; _sent++)
            {
                Speaker.AppendLine(_say.With(_sent));
                _sentAt.Enqueue(Stopwatch.GetTimestamp());
            }

            Speaker.Flush();
            Serve();
            if (Delivered >= (complete + 1) * Receivers || _target.Errors.Any)
            {
                for (long now = Complete; complete < now; complete++)
                    times.Add((long)Stopwatch.GetElapsedTime(_sentAt.Dequeue()).TotalMicroseconds);
            }

            if (_target.Progress.IsDue)
                _target.Progress.Show($"{_target.Name}: {(Delivered - before) / elapsed.TotalSeconds:N0} deliveries/s");
        }
    }

    /// <summary>Lets everybody confirm what was not confirmed yet.</summary>
    public void ConfirmAll()
    {
        if (_confirms)
            return;
        for (int i = 0; i < _members.Length; i++)
        {
            Mailbox.Empty(_target, _members[i]);
            _ready.Add(_members[i], i);
        }

        _confirmed = _sent;
    }

    /// <summary>Takes and drops what everybody was told, until nothing comes for a moment.</summary>
    public void DropNotifications(TimeSpan patience)
    {
        int count;
        while ((count = _ready.Wait(patience)) > 0)
        {
            for (int i = 0; i < count; i++)
            {
                WireConnection member = _members[_ready.Key(i)];
                member.Receive();
                while (member.TryReadLine(out _))
                {
                }
            }
        }
    }

    /// <summary>Checks that everything came, leaves nothing unconfirmed behind, and ends the group.</summary>
    public void Finish()
    {
        CountLost();
        foreach (WireConnection member in _members)
        {
            Mailbox.Empty(_target, member);
            member.Dispose();
        }

        Visit("Leave");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_members, member => member.Dispose());
        _ready.Dispose();
    }

    // Who is logged in is told of everybody who joins and leaves, so nobody stays meanwhile: many members would be told many times.
    private void Visit(string command)
    {
        foreach (WireConnection connection in new Crowd(_target) { Then = [$"{command} {Name}", "Quit"], LastAnswer = "Goodbye" }.LogIn(_users))
            connection.Dispose();
    }

    private void CountLost()
    {
        foreach (SequenceCheck check in _checks.Skip(1))
            check.End(_sent);
    }

    private void Serve()
    {
        int count = _ready.Wait(Patience);
        if (count == 0)
        {
            CountLost();
            throw new IOException($"nothing came for {Patience.TotalSeconds} s");
        }

        for (int i = 0; i < count; i++)
        {
            int key = _ready.Key(i);
            if (_ready.IsWritable(i))
                _members[key].Flush();
            if (_ready.IsReadable(i))
                Receive(_members[key], _checks[key]);
            if (_members[key].HasEnded)
                throw new IOException(_members[key].HowItEnded);
        }
    }

    private void Receive(WireConnection member, SequenceCheck check)
    {
        member.Receive();
        while (member.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (!MessageLine.TryParse(line, out MessageLine message))
            {
                _target.Errors.Add($"a member was told '{Encoding.UTF8.GetString(line)}'");
                continue;
            }

            if (message.Number < _sent)
            {
                check.Add(message.Number);
                Delivered++;
            }
            else
            {
                _target.Errors.Add($"a member got message {message.Number}, which was not sent");
            }

            if (_confirms)
                member.AppendLine("Confirm "u8, message.Id);
        }

        member.Flush();
    }
}
