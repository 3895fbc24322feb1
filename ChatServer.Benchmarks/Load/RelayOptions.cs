using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Load;

/// <summary>What <c>relay</c> is to do.</summary>
internal sealed record RelayOptions
{
    /// <summary>The stores to measure, in turns.</summary>
    public required StoreKind[] Stores { get; init; }

    /// <summary>Senders, each with a receiver of its own.</summary>
    public int Pairs { get; init; }

    /// <summary>Messages under way for each pair.</summary>
    public int Window { get; init; }

    /// <summary>Bytes of each text.</summary>
    public int TextLength { get; init; }

    /// <summary>How long each round measures.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How long each server is warmed up.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>How often each store is measured.</summary>
    public int Rounds { get; init; }

    /// <summary>Whether senders wait for receipts, so that what counts as sent is kept.</summary>
    public bool Receipts { get; init; }

    /// <summary>How lines travel.</summary>
    public WireTransport Transport { get; init; }

    /// <summary>Where the result goes as JSON.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static RelayOptions Parse(Arguments arguments)
    {
        string store = arguments.TakeWord("--store", "both", "memory", "journal");
        var options = new RelayOptions
        {
            Stores = store switch { "memory" => [StoreKind.Memory], "journal" => [StoreKind.Journal], _ => [StoreKind.Memory, StoreKind.Journal] },
            Pairs = arguments.TakeNumber("--pairs", 1, 4000) ?? 50,
            Window = arguments.TakeNumber("--window", 1, 10_000) ?? 64,
            TextLength = arguments.TakeNumber("--bytes", 1, 3000) ?? 32,
            Time = TimeSpan.FromSeconds(arguments.TakeNumber("--seconds", 1, 3600) ?? 5),
            WarmUp = TimeSpan.FromSeconds(arguments.TakeNumber("--warmup", 0, 3600) ?? 4),
            Rounds = arguments.TakeNumber("--rounds", 1, 1000) ?? 3,
            Receipts = arguments.TakeSwitch("--receipts"),
            Transport = TakeTransport(arguments),
            JsonFile = arguments.TakeText("--json"),
            Server = arguments.TakeText("--server"),
        };
        arguments.RejectRest();
        return options;
    }

    /// <summary>Takes <c>--transport</c>.</summary>
    /// <exception cref="UsageException">There is no such transport.</exception>
    public static WireTransport TakeTransport(Arguments arguments)
        => arguments.TakeWord("--transport", "tcp", "ws") == "ws" ? WireTransport.WebSocket : WireTransport.Tcp;
}
