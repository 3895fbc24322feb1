using ChatServer.Benchmarks.CommandLine;

namespace ChatServer.Benchmarks.Store;

/// <summary>What <c>store</c> is to do.</summary>
internal sealed record StoreOptions
{
    /// <summary>Recipients of the messages that fill the store.</summary>
    public const int Users = 1000;

    /// <summary>Messages that wait for one user.</summary>
    public const int Backlog = 100_000;

    /// <summary>Bytes of each text.</summary>
    public const int TextLength = 32;

    /// <summary>Messages that fill the store.</summary>
    public int Messages { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static StoreOptions Parse(Arguments arguments)
    {
        var options = new StoreOptions
        {
            Messages = arguments.TakeNumber("--messages", 1, 50_000_000) ?? 1_000_000,
            Server = arguments.TakeText("--server"),
        };
        arguments.RejectRest();
        return options;
    }
}
