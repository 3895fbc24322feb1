namespace ChatServer.Benchmarks.CommandLine;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    /// <summary>The text.</summary>
    public const string Text = """
        Usage: ChatServer.Benchmarks COMMAND [OPTIONS]

        Each command starts the chat server that was built with it, as a process of its own on a port that the system chooses, with data in a temporary
        directory, and talks to it over sockets. Linux only.

        torture   kill the server again and again, and check that nothing acknowledged is lost and nothing confirmed comes back
          --kills N         how often; default 1000
          --seconds N       stop after this time, whatever comes first; without --kills the number of kills has no end
          --seed N          repeats what the users do and when the server is killed, as far as timing permits
          --users N         default 20
          --ballast         one more pair lets the journal grow so quickly that it is compacted again and again
          --keep            keep the data also if all was well; after a violation it is always kept

        relay     pairs of users relay messages as fast as the server can; throughput, and CPU of the server for each message
          --store S         both (default: in turns, with the ratio), memory, journal
          --pairs N         default 50
          --window N        messages under way for each pair; default 64
          --bytes N         of each text; default 32
          --seconds N       of each round; default 5
          --warmup N        seconds before the first round; default 4
          --rounds N        for each store; default 3; medians are reported
          --receipts        senders wait for receipts, too
          --transport T     tcp (default), ws
          --json FILE       the result, for programs

        group     one member of a group speaks, all others receive; deliveries, CPU of the server for each delivery, time from the message to its last delivery
          --members N       default 1000
          --transport T     tcp (default), ws
          --window N        messages under way; default 1
          --bytes N         of each text; default 32
          --seconds N       of each round; default 5
          --rounds N        default 3; medians are reported
          --store S         memory (default), journal
          --confirm         each member confirms each message

        store     memory and journal for each message that waits, time from restart to ready, time to flush 100,000 messages
          --messages N      default 1000000

        hostile   what well-behaved users notice of attackers, and what attackers cost the server
          --scenario S      all (default), slow-readers, half-lines, flood, connects, login-storm
          --connections N   of the attackers; default 200, 5000, 1, 50000, 2000
          --seconds N       of each phase, quiet and under attack; default 10
          --rates           with the default limits of how fast a connection sends, which the shipped configuration turns off
          --rate N          messages per second of the well-behaved users; default 500

        fsync     appends of 100 bytes that the disk takes, each flushed on its own
          --seconds N       default 3

        All but fsync take --server FILE: another server, as a .dll or an executable file that takes --config FILE.

        Exit codes: 0 everything held, 1 something did not hold (the lines with VIOLATION say what), 2 wrong arguments.
        """;
}
