using System.Diagnostics;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>Asks many users at once whether they are still logged in.</summary>
internal static class RollCall
{
    // More datagrams at once are more than the system keeps for the server's socket.
    private const int AtOnce = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Counts who is not logged in any more.</summary>
    /// <param name="target">The server.</param>
    /// <param name="users">Their connections, which are in no set.</param>
    public static int CountMissing(LoadTarget target, IReadOnlyList<WireConnection> users)
    {
        using var ready = new ReadySet();
        var asked = new HashSet<int>();
        int present = 0;
        int next = 0;
        long answeredAt = Stopwatch.GetTimestamp();
        while ((next < users.Count || asked.Count > 0) && Stopwatch.GetElapsedTime(answeredAt) < Patience)
        {
            for (; next < users.Count && asked.Count < AtOnce; next++)
            {
                ready.Add(users[next], next);
                asked.Add(next);
                Ask(users[next]);
            }

            int count = ready.Wait(RepeatInterval);
            if (count == 0 && target.Transport.IsLossy)
            {
                foreach (int key in asked)
                    Ask(users[key]);
            }

            for (int i = 0; i < count; i++)
            {
                int key = ready.Key(i);
                if (IsPresent(users[key], target.Transport) is not bool isPresent)
                    continue;
                present += isPresent ? 1 : 0;
                asked.Remove(key);
                users[key].LeaveSet();
                answeredAt = Stopwatch.GetTimestamp();
            }
        }

        foreach (int key in asked)
            users[key].LeaveSet();
        return users.Count - present;
    }

    private static void Ask(WireConnection user)
    {
        user.AppendLine("HB R"u8);
        user.Flush();
    }

    // Null as long as it is not known.
    private static bool? IsPresent(WireConnection user, WireTransport transport)
    {
        user.Receive();
        while (user.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.SequenceEqual("R"u8))
                return true;

            // Of a session that is over the server does not know the token any more.
            if (transport.IsChallenge(line) || line.StartsWith("请先登录"u8) || line.StartsWith("Please log in first"u8))
                return false;
        }

        user.Flush();
        return user.HasEnded ? false : null;
    }
}
