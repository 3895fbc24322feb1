namespace ChatServer.Benchmarks.CommandLine;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    /// <summary>The text.</summary>
    public const string Text = """
        Usage: ChatServer.Benchmarks COMMAND [OPTIONS]

        Loads, measures and attacks a chat server over sockets. Without --host each command starts the server that was built with it, as a process of its own
        on a port that the system chooses, with data in a temporary directory. Linux only.

        Workloads; in parentheses what they have to do with --transport
          relay         pairs of users relay messages as fast as the server can (tcp, ws, udp)
            --pairs N, --window N       default 50 pairs with 64 messages under way each; over udp 8
            --receipts                  senders wait for receipts, too
          latency       pairs exchange messages at a fixed schedule; percentiles from the scheduled time (tcp, ws, udp)
            --rate N, --pairs N         default 5000 messages a second, of 50 pairs
          idle          memory for each user who is logged in and silent, in four steps, and CPU meanwhile; one round (tcp, ws, udp)
            --users N                   default 10000
          login         users connect and log in with their passwords (tcp, ws, udp)
            --users N, --concurrency N  default 2000, with 8 logins under way
          group         one member of a group speaks, all others receive (tcp, ws)
            --members N, --window N     default 1000, with 1 message under way until its last delivery
            --confirm                   each member confirms each message, not all at the end of a round, which ends early when very many wait
          offline       messages are stored for a user who is away, who then returns, confirms them, and gets none twice (tcp, ws)
            --messages N                default 100000
          slow-readers  pairs exchange messages beside users who do not read what pours in; these come back and get everything (tcp, ws)
            --users N, --pour N         default 200 slow readers, who get 20000 messages a second
            --rate N                    default 500 messages a second, of 10 pairs
          mixed         people log in, chat, join groups, leave, and come back (tcp, ws)
            --users N, --groups N       default 200 people, 20 groups
            --rate N, --seed N          default 2000 actions a second, as seed 1 decides

        Options of all workloads
          --transport T     tcp (default), ws, udp
          --seconds N       of each round; default 5
          --warmup N        seconds before the first round; default 4
          --rounds N        default 3; tables show medians
          --bytes N         of each text, 10 to 3000; default 32, of slow-readers 200; not of idle and login
          --json FILE       the result, for programs
          --scrape N        ask for /metrics each N seconds meanwhile, as Prometheus does; of servers of our own
          --store S         memory, journal, both (in turns); of servers of our own
          --host H          a server that runs already. Accounts are made there, and messages, which are confirmed at the end
          --port N          its port; default 2020 for tcp, 2021 for ws, 2022 for udp
          --pid N           its process on this machine, whose CPU and memory are measured
          --prefix P        what all ids begin with; default: another one for each run
          --password P      of all accounts; default: a random one

        growth        what the same work costs when something beside it grows: tables in Markdown, and plots
          --axis A          all (default), users, messages, members
          --nodes N,N       instead: so many servers share a PostgreSQL database of their own, in turns; each message has a receipt
            --rate N          messages per second for the latencies; default 1000
          --most N          leaves larger sizes out
          --seconds N, --warmup N, --rounds N   default 3, 4, 3
          --svg DIR         writes growth-*.svg there

        hostile       what well-behaved users notice of attackers, and what attackers cost the server
          --scenario S      all (default), half-lines, flood, connects, login-storm
          --connections N   of the attackers; default 5000, 1, 50000, 2000
          --seconds N       of each phase, quiet and under attack, which ends with the attack; default 10
          --rates           with the default limits of how fast a connection sends, which the shipped configuration turns off
          --rate N          messages per second of the well-behaved users; default 500

        torture       kill the server again and again, and check that nothing acknowledged is lost and nothing confirmed comes back
          --kills N         how often; default 1000
          --seconds N       stop after this time, whatever comes first; without --kills the number of kills has no end
          --seed N          repeats what the users do and when the server is killed, as far as timing permits
          --users N         default 20
          --ballast         one more pair lets the journal grow so quickly that it is compacted again and again
          --keep            keep the data also if all was well; after a violation it is always kept
          --nodes N         instead: N servers share a PostgreSQL database of their own. Servers, the database and connections fail at random, users move
          --events N        number of these faults; default 1000
          --at-once N       at most so many happen at the same time; default 6
          --pause N         longest pause of a user in ms; default 100
          --faults F,F      only these kinds of faults; default all: kill, pause, hang, stop, database, failover, cut, hold, slow, links, partition

        restarts      restart the server in order while users write to each other, and check that nothing is lost and no connect is refused
          --restarts N      default 3
          --users N         with the client library; default 2000
          --rate N          messages per second of all of them; default 500
          --seconds N       between two restarts; default 15
          --drain N         tell clients to come back within so many seconds; default 2; 0: stop without that
          --iterations N    of the hashes of passwords; default 210000, as the server's
          --forget          the server does not leave verified passwords to the next process

        fsync         appends of 100 bytes that the disk takes, each flushed on its own
          --seconds N       default 3

        All but fsync take --server FILE: another server, as a .dll or an executable file that takes --config FILE.

        Exit codes: 0 everything held, 1 something did not hold (the lines with VIOLATION say what), 2 wrong arguments.
        """;
}
