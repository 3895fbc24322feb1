using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>A user who comes back, gets everything that waited, and confirms it.</summary>
internal static class Return
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Logs in, reads and confirms until the server says that nothing is left.</summary>
    /// <param name="target">The server, which counts what goes wrong.</param>
    /// <param name="user">Who waited.</param>
    /// <param name="messages">How many messages must come, from one sender, numbered from 0.</param>
    /// <returns>The time from the connect to the answer that nothing is left.</returns>
    /// <exception cref="IOException">The server closes the connection, or says nothing.</exception>
    public static TimeSpan Read(LoadTarget target, string user, long messages)
    {
        var check = new SequenceCheck(target.Errors);
        long start = Stopwatch.GetTimestamp();
        using WireConnection connection = Crowd.LogIn(target, user);
        using var ready = new ReadySet();
        ready.Add(connection, 0);
        bool isAsked = false;
        while (true)
        {
            while (connection.TryReadLine(out ReadOnlySpan<byte> line))
            {
                if (MessageLine.TryParse(line, out MessageLine message))
                {
                    check.Add(message.Number);

                    // It was confirmed when it came before.
                    if (message.Number >= messages)
                        target.Errors.Doubled++;
                    connection.AppendLine("Confirm "u8, message.Id);
                }
                else if (isAsked && (line.EndsWith(" unconfirmed messages"u8) || line.SequenceEqual("1 unconfirmed message"u8)))
                {
                    if (!line.SequenceEqual("0 unconfirmed messages"u8))
                        target.Errors.Add($"behind {messages} messages that were confirmed, the server said '{Encoding.UTF8.GetString(line)}'");
                    check.End(messages);
                    connection.LeaveSet();
                    return Stopwatch.GetElapsedTime(start);
                }
            }

            if (!isAsked && check.Next >= messages)
            {
                isAsked = true;
                connection.AppendLine("Pending"u8);
            }

            connection.Flush();
            if (ready.Wait(Patience) == 0)
                throw new IOException($"{check.Received:N0} of {messages:N0} messages came back, and no more for {Patience.TotalSeconds} s");
            connection.Receive();
            if (connection.HasEnded)
                throw new IOException($"{connection.HowItEnded} behind {check.Received:N0} of {messages:N0} messages");
            if (target.Progress.IsDue)
                target.Progress.Show($"{target.Name}: {check.Received:N0} of {messages:N0} messages came back");
        }
    }
}
