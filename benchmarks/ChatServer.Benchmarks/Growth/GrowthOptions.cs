using System.Globalization;
using ChatServer.Benchmarks.CommandLine;

namespace ChatServer.Benchmarks.Growth;

/// <summary>What <c>growth</c> is to do.</summary>
internal sealed record GrowthOptions
{
    /// <summary>What grows, in the order of the report.</summary>
    public static readonly string[] AllAxes = ["users", "messages", "members"];

    /// <summary>What grows.</summary>
    public required IReadOnlyList<string> Axes { get; init; }

    /// <summary>Instead: how many servers share a database, in turns.</summary>
    public IReadOnlyList<int> Nodes { get; init; } = [];

    /// <summary>Messages per second of all pairs, for the latencies of <see cref="Nodes"/>.</summary>
    public int Rate { get; init; }

    /// <summary>Sizes above this are left out.</summary>
    public int Most { get; init; }

    /// <summary>How long each round measures.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How long each server is warmed up.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>How often each size is measured.</summary>
    public int Rounds { get; init; }

    /// <summary>Directory for the plots.</summary>
    public string? SvgDirectory { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static GrowthOptions Parse(Arguments arguments)
    {
        string axis = arguments.TakeWord("--axis", ["all", .. AllAxes]);
        var options = new GrowthOptions
        {
            Axes = axis == "all" ? AllAxes : [axis],
            Nodes = ParseNodes(arguments.TakeText("--nodes")),
            Rate = arguments.TakeNumber("--rate", 1, 1_000_000) ?? 1000,
            Most = arguments.TakeNumber("--most", 1, 1_000_000) ?? 1_000_000,
            Time = TimeSpan.FromSeconds(arguments.TakeNumber("--seconds", 1, 600) ?? 3),
            WarmUp = TimeSpan.FromSeconds(arguments.TakeNumber("--warmup", 0, 600) ?? 4),
            Rounds = arguments.TakeNumber("--rounds", 1, 100) ?? 3,
            SvgDirectory = arguments.TakeDirectoryToWrite("--svg"),
            Server = arguments.TakeFile("--server"),
        };
        arguments.RejectRest();
        return options;
    }

    private static int[] ParseNodes(string? text)
    {
        string[] words = text?.Split(',') ?? [];
        int[] nodes = [.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        return Array.TrueForAll(nodes, number => number is >= 1 and <= 10)
            ? nodes
            : throw new UsageException($"--nodes is numbers from 1 to 10, such as 1,2,3; not '{text}'.");
    }
}
