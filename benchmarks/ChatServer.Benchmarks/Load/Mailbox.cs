using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>The unconfirmed messages of a user.</summary>
internal static class Mailbox
{
    private const int IdLength = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Confirms what a run before may have left for a user who has just logged in.</summary>
    public static void EmptyLeftovers(LoadTarget target, WireConnection connection)
    {
        if (target.MayHaveLeftovers)
            Empty(target, connection);
    }

    /// <summary>Confirms everything that is left.</summary>
    /// <param name="target">The server.</param>
    /// <param name="connection">The user's connection, which is in no set afterwards. What comes meanwhile is dropped.</param>
    public static void Empty(LoadTarget target, WireConnection connection)
    {
        using var ready = new ReadySet();
        connection.LeaveSet();
        ready.Add(connection, 0);
        if (!IsEmpty(target, connection, ready))
            target.Errors.Add("messages of the load could not be confirmed");
        connection.LeaveSet();
    }

    private static bool IsEmpty(LoadTarget target, WireConnection connection, ReadySet ready)
    {
        // Asked twice, it would be answered twice; only a datagram may be lost.
        TimeSpan interval = target.Transport.IsLossy ? RepeatInterval : Patience;
        long start = Stopwatch.GetTimestamp();
        while (!connection.HasEnded && Stopwatch.GetElapsedTime(start) < Patience)
        {
            // What was sent to this connection is confirmed at once, what the list shows one by one: over UDP there is only the list.
            if (!target.Transport.IsLossy)
                connection.AppendLine("Confirm *"u8);
            connection.AppendLine("Pending"u8);
            connection.Flush();
            long asked = Stopwatch.GetTimestamp();
            bool isAnswered = false;
            while (!isAnswered && !connection.HasEnded && Stopwatch.GetElapsedTime(asked) < interval)
            {
                if (ready.Wait(interval) == 0)
                    break;
                connection.Receive();
                while (connection.TryReadLine(out ReadOnlySpan<byte> line))
                {
                    if (line.SequenceEqual("0 unconfirmed messages"u8))
                        return true;
                    isAnswered |= line.EndsWith(" unconfirmed messages"u8) || line.SequenceEqual("1 unconfirmed message"u8);
                    Confirm(connection, line);
                }

                connection.Flush();
            }
        }

        return false;
    }

    private static void Confirm(WireConnection connection, ReadOnlySpan<byte> line)
    {
        if (line.Length > IdLength && line[^(IdLength + 1)] == ' ' && Guid.TryParseExact(Encoding.ASCII.GetString(line[^IdLength..]), "D", out _))
            connection.AppendLine("Confirm "u8, line[^IdLength..]);
    }
}
