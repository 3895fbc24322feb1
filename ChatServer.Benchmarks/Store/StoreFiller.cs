using System.Globalization;
using System.Net;
using System.Text;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Store;

/// <summary>Stores messages for users who are away, as fast as the server takes them.</summary>
internal static class StoreFiller
{
    private const string Sender = "filler";
    private const int LinesPerBlock = 100;
    private const int MostUnsent = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Stores messages, in turns for each recipient, and waits until they are durable.</summary>
    /// <param name="server">Where the server listens.</param>
    /// <param name="recipients">Who gets them.</param>
    /// <param name="messages">How many in all.</param>
    /// <exception cref="IOException">The server does not store all of them.</exception>
    public static void Fill(IPEndPoint server, IReadOnlyList<string> recipients, int messages)
    {
        using WireConnection connection = WireConnection.LogIn(server, Sender);
        var poll = new PollSet([connection]);
        string text = new('x', StoreOptions.TextLength);
        int sent = 0;
        int answered = 0;
        while (answered < messages)
        {
            while (sent < messages && connection.Unsent < MostUnsent)
            {
                var block = new StringBuilder();
                for (int i = 0; i < LinesPerBlock && sent < messages; i++, sent++)
                    block.Append(CultureInfo.InvariantCulture, $"Chat {recipients[sent % recipients.Count]} {text}\r\n");
                connection.Append(Encoding.ASCII.GetBytes(block.ToString()));
                connection.Flush();
            }

            if (!poll.Wait(Patience))
                throw new IOException($"the server answered nothing for {Patience.TotalSeconds} s");
            connection.Flush();
            answered += CountAnswers(connection);
        }

        WaitUntilDurable(connection);
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
            throw new IOException("the server closed the connection");
        return answers;
    }

    // What is stored last is durable last, and so is its end: the answer to Confirm comes when everything before it is on disk.
    private static void WaitUntilDurable(WireConnection connection)
    {
        connection.Append(Encoding.ASCII.GetBytes($"Chat {Sender} last\r\nConfirm *\r\n"));
        connection.Flush();
        connection.WaitForLine("Confirmed 1 messages"u8);
    }
}
