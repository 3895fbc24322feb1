using ChatServer.Benchmarks.CommandLine;

namespace ChatServer.Benchmarks.Torture;

/// <summary>What <c>torture</c> is to do.</summary>
internal sealed record TortureOptions
{
    /// <summary>How many servers share a database; zero for one server with a journal.</summary>
    public int Nodes { get; init; }

    /// <summary>How many faults happen to the servers that share a database; the time may be over before.</summary>
    public int Events { get; init; }

    /// <summary>How many faults happen at the same time at most. Those that concern the same thing are left out.</summary>
    public int FaultsAtOnce { get; init; }

    /// <summary>The longest pause of a user of servers that share a database.</summary>
    public TimeSpan MaxPause { get; init; }

    /// <summary>The part of the database that is damaged, which must be found. It tests us.</summary>
    public string? DatabaseSabotage { get; init; }

    /// <summary>The kinds of faults that happen to servers that share a database; all if it is empty.</summary>
    public string[] Faults { get; init; } = [];

    /// <summary>How often the server is killed; the time may be over before.</summary>
    public int Kills { get; init; }

    /// <summary>When to stop killing.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Decides what the users do and when the server is killed, as far as its own timing lets it be repeated.</summary>
    public int Seed { get; init; }

    /// <summary>How many users write to each other.</summary>
    public int Users { get; init; }

    /// <summary>Whether the data directory is kept also when all was well.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether one more pair lets the journal grow so quickly that it is compacted all the time.</summary>
    public bool HasBallast { get; init; }

    /// <summary>Whether the server keeps messages in memory and is never killed; everybody leaves instead. It tests us.</summary>
    public bool IsDry { get; init; }

    /// <summary>Whether the journal is damaged while the server is down, which must be found. It tests us.</summary>
    public bool IsSabotaged { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static TortureOptions Parse(Arguments arguments)
    {
        int? seconds = arguments.TakeNumber("--seconds", 1, 1_000_000);
        var options = new TortureOptions
        {
            Nodes = arguments.TakeNumber("--nodes", 2, 10) ?? 0,
            Events = arguments.TakeNumber("--events", 1, 1_000_000) ?? (seconds == null ? 1000 : int.MaxValue),
            FaultsAtOnce = arguments.TakeNumber("--at-once", 1, 100) ?? 6,
            MaxPause = TimeSpan.FromMilliseconds(arguments.TakeNumber("--pause", 1, 60_000) ?? 100),
            DatabaseSabotage = arguments.TakeText("--sabotage-database"),
            Faults = arguments.TakeText("--faults")?.Split(',') ?? [],
            Kills = arguments.TakeNumber("--kills", 1, 1_000_000) ?? (seconds == null ? 1000 : int.MaxValue),
            Time = seconds == null ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds.Value),
            Seed = arguments.TakeNumber("--seed", 0, int.MaxValue) ?? Environment.TickCount & 0xFFFFFF,
            Users = arguments.TakeNumber("--users", 1, 1000) ?? 20,
            Keep = arguments.TakeSwitch("--keep"),
            HasBallast = arguments.TakeSwitch("--ballast"),
            IsDry = arguments.TakeSwitch("--dry"),
            IsSabotaged = arguments.TakeSwitch("--sabotage"),
            Server = arguments.TakeFile("--server"),
        };
        arguments.RejectRest();
        return options;
    }
}
