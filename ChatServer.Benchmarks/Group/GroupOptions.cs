using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Group;

/// <summary>What <c>group</c> is to do.</summary>
internal sealed record GroupOptions
{
    /// <summary>Members, the one who speaks included.</summary>
    public int Members { get; init; }

    /// <summary>How lines travel.</summary>
    public WireTransport Transport { get; init; }

    /// <summary>Messages under way.</summary>
    public int Window { get; init; }

    /// <summary>Bytes of each text.</summary>
    public int TextLength { get; init; }

    /// <summary>How long each round measures.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How often is measured.</summary>
    public int Rounds { get; init; }

    /// <summary>Where the server keeps messages.</summary>
    public StoreKind Store { get; init; }

    /// <summary>Whether each member confirms each message.</summary>
    public bool Confirms { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static GroupOptions Parse(Arguments arguments)
    {
        var options = new GroupOptions
        {
            Members = arguments.TakeNumber("--members", 2, 10_000) ?? 1000,
            Transport = RelayOptions.TakeTransport(arguments),
            Window = arguments.TakeNumber("--window", 1, 1000) ?? 1,
            TextLength = arguments.TakeNumber("--bytes", 1, 3000) ?? 32,
            Time = TimeSpan.FromSeconds(arguments.TakeNumber("--seconds", 1, 3600) ?? 5),
            Rounds = arguments.TakeNumber("--rounds", 1, 1000) ?? 3,
            Store = arguments.TakeWord("--store", "memory", "journal") == "journal" ? StoreKind.Journal : StoreKind.Memory,
            Confirms = arguments.TakeSwitch("--confirm"),
            Server = arguments.TakeText("--server"),
        };
        arguments.RejectRest();
        return options;
    }
}
