using ChatServer.Benchmarks.CommandLine;

namespace ChatServer.Benchmarks.Restarts;

/// <summary>What <c>restarts</c> is to do.</summary>
internal sealed record RestartOptions
{
    /// <summary>How often the server is restarted.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>Number of users, in pairs that write to each other.</summary>
    public int Users { get; init; } = 2000;

    /// <summary>Messages a second of all users together.</summary>
    public int Rate { get; init; } = 500;

    /// <summary>Time between two restarts.</summary>
    public TimeSpan Between { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Within which time drained clients are to come back; zero for a stop without a drain.</summary>
    public int Drain { get; init; } = 2;

    /// <summary>Iterations of the hashes of passwords.</summary>
    public int Iterations { get; init; } = 210_000;

    /// <summary>Whether the server may leave verified passwords to the next process.</summary>
    public bool HasRestartMemory { get; init; } = true;

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static RestartOptions Parse(Arguments arguments)
    {
        var normal = new RestartOptions();
        var options = new RestartOptions
        {
            Restarts = arguments.TakeNumber("--restarts", 1, 1000) ?? normal.Restarts,
            Users = 2 * ((arguments.TakeNumber("--users", 2, 10_000) ?? normal.Users) / 2),
            Rate = arguments.TakeNumber("--rate", 1, 100_000) ?? normal.Rate,
            Between = TimeSpan.FromSeconds(arguments.TakeNumber("--seconds", 1, 3600) ?? normal.Between.TotalSeconds),
            Drain = arguments.TakeNumber("--drain", 0, 60) ?? normal.Drain,
            Iterations = arguments.TakeNumber("--iterations", 1000, 10_000_000) ?? normal.Iterations,
            HasRestartMemory = !arguments.TakeSwitch("--forget"),
            Server = arguments.TakeFile("--server"),
        };
        arguments.RejectRest();
        return options;
    }
}
