using ChatServer.Terminal.Plays.Wire;

namespace ChatServer.Terminal.Plays.Running;

/// <summary>How plays run.</summary>
internal sealed record RunOptions
{
    /// <summary>The servers.</summary>
    public required ServerNames Servers { get; init; }

    /// <summary>How long anything may take for which a play says nothing else. Default: 10 s.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a play may take. Default: 60 s.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many bytes a play may receive. Default: 64 MiB.</summary>
    public long MostBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How lines are cut into packets.</summary>
    public Packets Packets { get; init; } = Packets.Written;

    /// <summary>Variables that have a value before a play begins, besides <c>run</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether servers may show any certificate.</summary>
    public bool AnyCertificate { get; init; }

    /// <summary>The names of all variables that have a value before a play begins.</summary>
    public IEnumerable<string> KnownVariables => Variables.Keys.Append(PlayVariables.Run);
}

/// <summary>How lines travel, where a play says nothing of packets.</summary>
internal enum Packets
{
    /// <summary>Each line in a packet.</summary>
    Written,

    /// <summary>All that somebody sends without waiting for something in one packet.</summary>
    Glued,

    /// <summary>Each byte in a packet, or in a frame.</summary>
    Bytes,
}
