using System.Diagnostics;
using System.Net;
using System.Text;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Store;

/// <summary>A user who comes back and gets everything that waited.</summary>
internal static class BacklogReader
{
    private const int IdLength = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Logs in and reads.</summary>
    /// <param name="server">Where the server listens.</param>
    /// <param name="user">Who waited.</param>
    /// <param name="messages">How many messages must come.</param>
    /// <returns>The time from the connect to the last message.</returns>
    /// <exception cref="IOException">They do not come, or one comes twice.</exception>
    public static TimeSpan Read(IPEndPoint server, string user, int messages)
    {
        var ids = new HashSet<Guid>(messages);
        long start = Stopwatch.GetTimestamp();
        using WireConnection connection = WireConnection.LogIn(server, user);
        var poll = new PollSet([connection]);
        while (ids.Count < messages)
        {
            while (connection.TryReadLine(out ReadOnlySpan<byte> line))
            {
                if (line.Length > IdLength && Guid.TryParseExact(Encoding.ASCII.GetString(line[^IdLength..]), "D", out Guid id)
                    && !ids.Add(id))
                {
                    throw new IOException($"message {id} came twice");
                }
            }

            if (ids.Count < messages && !poll.Wait(Patience))
                throw new IOException($"{ids.Count} of {messages} messages came, and no more for {Patience.TotalSeconds} s");
            connection.Receive();
            if (connection.HasEnded)
                throw new IOException($"the server closed the connection behind {ids.Count} of {messages} messages");
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
