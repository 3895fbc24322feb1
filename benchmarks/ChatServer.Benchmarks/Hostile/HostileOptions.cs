using ChatServer.Benchmarks.CommandLine;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>What <c>hostile</c> is to do.</summary>
internal sealed record HostileOptions
{
    /// <summary>The scenarios, by name.</summary>
    public static readonly string[] AllScenarios = ["half-lines", "flood", "connects", "login-storm"];

    /// <summary>The scenarios to run.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>How many connections a scenario makes; <see langword="null"/> for its own number.</summary>
    public int? Connections { get; init; }

    /// <summary>How long each phase, quiet and under attack, is measured.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Messages per second of all well-behaved users.</summary>
    public int Rate { get; init; }

    /// <summary>Whether the server limits how fast a connection sends.</summary>
    public bool HasRates { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static HostileOptions Parse(Arguments arguments)
    {
        string scenario = arguments.TakeWord("--scenario", ["all", .. AllScenarios]);
        var options = new HostileOptions
        {
            Scenarios = scenario == "all" ? AllScenarios : [scenario],
            Connections = arguments.TakeNumber("--connections", 1, 1_000_000),
            Time = TimeSpan.FromSeconds(arguments.TakeNumber("--seconds", 1, 600) ?? 10),
            Rate = arguments.TakeNumber("--rate", 1, 100_000) ?? 500,
            HasRates = arguments.TakeSwitch("--rates"),
            Server = arguments.TakeFile("--server"),
        };
        arguments.RejectRest();
        return options;
    }
}
