using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>Stores messages for users who are away, as fast as the server takes them.</summary>
internal static class Filler
{
    private const int LinesPerBlock = 100;
    private const int MostUnsent = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Stores messages, in turns for each recipient, numbered from 0 for each, and waits until they are stored for good.</summary>
    /// <param name="target">The server.</param>
    /// <param name="recipients">Ids of those who get them.</param>
    /// <param name="messages">How many in all.</param>
    /// <param name="textLength">Bytes of each text.</param>
    /// <exception cref="IOException">The server does not store all of them.</exception>
    public static void Fill(LoadTarget target, IReadOnlyList<string> recipients, int messages, int textLength)
    {
        string sender = target.Id("filler");
        using WireConnection connection = Crowd.LogIn(target, sender);
        Mailbox.EmptyLeftovers(target, connection);
        using var ready = new ReadySet();
        ready.Add(connection, 0);
        NumberedLine[] lines = [.. recipients.Select(recipient => NumberedLine.Of($"Chat {recipient}", textLength))];
        int sent = 0;
        int answered = 0;
        while (answered < messages)
        {
            while (sent < messages && connection.Unsent < MostUnsent)
            {
                for (int i = 0; i < LinesPerBlock && sent < messages; i++, sent++)
                    connection.AppendLine(lines[sent % lines.Length].With(sent / lines.Length));
                connection.Flush();
            }

            if (ready.Wait(Patience) == 0)
                throw new IOException($"the server answered nothing for {Patience.TotalSeconds} s");
            connection.Flush();
            answered += CountAnswers(connection);
            if (target.Progress.IsDue)
                target.Progress.Show($"{target.Name}: {answered:N0} of {messages:N0} messages stored");
        }

        WaitUntilDurable(connection, sender);
    }

    // The recipients are offline, so every message is answered.
    private static int CountAnswers(WireConnection connection)
    {
        int answers = 0;
        connection.Receive();
        while (connection.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (!line.StartsWith("Not delivered yet:"u8))
                throw new IOException($"the server answered '{Encoding.UTF8.GetString(line)}'");
            answers++;
        }

        if (connection.HasEnded)
            throw new IOException(connection.HowItEnded);
        return answers;
    }

    // What is stored last is durable last, and so is its end: the answer to Confirm comes when everything before it is on disk.
    private static void WaitUntilDurable(WireConnection connection, string sender)
    {
        connection.AppendLine($"Chat {sender} last");
        connection.AppendLine("Confirm *"u8);
        connection.Flush();
        connection.WaitForLine("Confirmed 1 messages"u8);
        connection.LeaveSet();
    }
}
