using System.Diagnostics;
using System.Net.Sockets;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>Many users who log in at the same moment, again and again.</summary>
internal sealed class LoginStorm(LoadTarget target, int users) : Attack(target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<double> _milliseconds = [];
    private readonly AnswerTally _others = new();
    private string _failure = "";

    /// <inheritdoc/>
    public override string Outcome
        => _milliseconds.Count == 0
            ? $"no storm of {users:N0} logins was answered: {_failure}; {_others}"
            : $"{_milliseconds.Count} storms of {users:N0} logins, answered within {Median.Of(_milliseconds):N0} ms (median), {_milliseconds.Max():N0} ms (longest); {_failure}{(_others.Count > 0 ? _others : "all accepted")}";

    /// <inheritdoc/>
    public override void Run(CancellationToken end)
    {
        while (!end.IsCancellationRequested && _failure.Length == 0)
        {
            var connections = new List<WireConnection>();
            try
            {
                for (int i = 0; i < users; i++)
                    connections.Add(new WireConnection(Target.EndPoint, Target.Transport));
                LogIn(connections, end);
            }
            catch (SocketException e)
            {
                _failure = e.Message + "; ";
            }
            finally
            {
                connections.ForEach(connection => connection.Dispose());
            }
        }
    }

    private void LogIn(List<WireConnection> connections, CancellationToken end)
    {
        using var ready = new ReadySet();
        for (int i = 0; i < users; i++)
            ready.Add(connections[i], i);
        int unanswered = users;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < users; i++)
        {
            connections[i].AppendLine("Lang en"u8);
            connections[i].AppendLine($"Check storm{i} secret");
            connections[i].Flush();
        }

        while (unanswered > 0 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            int count = ready.Wait(TimeSpan.FromMilliseconds(100));
            for (int i = 0; i < count; i++)
            {
                WireConnection connection = connections[ready.Key(i)];
                if (IsAnswered(connection))
                {
                    connection.LeaveSet();
                    unanswered--;
                }
            }
        }

        connections.ForEach(connection => connection.LeaveSet());
        if (unanswered > 0)
            _failure = $"{unanswered} logins were not answered within {Patience.TotalSeconds} s; ";
        else if (!end.IsCancellationRequested)
            _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private bool IsAnswered(WireConnection connection)
    {
        connection.Receive();
        while (connection.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.SequenceEqual("Logged in"u8))
                return true;
            if (line.SequenceEqual("Welcome to SuperSocket Chat Server"u8) || line.SequenceEqual("The language is English"u8))
                continue;
            _others.Add(line);
            return true;
        }

        if (connection.HasEnded)
            _others.Add("closed"u8);
        return connection.HasEnded;
    }
}
