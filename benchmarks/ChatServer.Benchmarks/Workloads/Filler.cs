using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>Stores messages for users who are away, as fast as the server takes them.</summary>
internal static class Filler
{
    private const int LinesPerBlock = 100;
    private const int MaxUnsent = 64 * 1024;
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
        byte[] own = Encoding.UTF8.GetBytes(sender + " ");
        int sent = 0;
        int answered = 0;
        bool isAsked = false;
        bool isStored = false;
        while (!isStored)
        {
            while (sent < messages && connection.Unsent < MaxUnsent)
            {
                for (int i = 0; i < LinesPerBlock && sent < messages; i++, sent++)
                    connection.AppendLine(lines[sent % lines.Length].With(sent / lines.Length));
                connection.Flush();
            }

            if (sent == messages && !isAsked)
            {
                AskWhenDurable(connection, sender);
                isAsked = true;
            }

            if (ready.Wait(Patience) == 0)
                throw new IOException($"the server answered nothing for {Patience.TotalSeconds} s");
            connection.Flush();
            isStored = ReadAnswers(connection, own, ref answered);
            if (target.Progress.IsDue)
                target.Progress.Show($"{target.Name}: {answered:N0} of {messages:N0} messages stored");
        }

        connection.LeaveSet();
    }

    // What is stored last is durable last, and so is its end: the answer to Confirm comes when everything before it is on disk.
    private static void AskWhenDurable(WireConnection connection, string sender)
    {
        connection.AppendLine($"Chat {sender} last");
        connection.AppendLine("Confirm *"u8);
        connection.Flush();
    }

    // A message to somebody who is away is answered; one to somebody whose connection has just ended is not, if the server does not know that yet.
    private static bool ReadAnswers(WireConnection connection, byte[] own, ref int answers)
    {
        connection.Receive();
        while (connection.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.SequenceEqual("Confirmed 1 message"u8))
                return true;
            if (line.StartsWith("Not delivered yet:"u8))
                answers++;
            else if (!line.StartsWith(own))
                throw new IOException($"the server answered '{Encoding.UTF8.GetString(line)}'");
        }

        if (connection.HasEnded)
            throw new IOException(connection.HowItEnded);
        return false;
    }
}
