using ChatServer.Terminal.Scripts.Wire;

namespace ChatServer.Terminal.Scripts.Running;

/// <summary>How scripts run.</summary>
internal sealed record RunOptions
{
    /// <summary>The servers.</summary>
    public required ServerNames Servers { get; init; }

    /// <summary>Timeout of each expected line, unless the script states another one. Default: 10 s.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Timeout of a script. Default: 60 s.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Maximum number of bytes that a script may receive. Default: 64 MiB.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How lines are cut into packets.</summary>
    public Packets Packets { get; init; } = Packets.Written;

    /// <summary>Variables that have a value before a script starts, besides <c>run</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether servers may show any certificate.</summary>
    public bool AnyCertificate { get; init; }

    /// <summary>The names of all variables that have a value before a script starts.</summary>
    public IEnumerable<string> KnownVariables => Variables.Keys.Append(ScriptVariables.Run);
}

/// <summary>How lines are cut into packets, unless the script states it.</summary>
internal enum Packets
{
    /// <summary>Each line in a packet.</summary>
    Written,

    /// <summary>All that somebody sends without waiting for something in one packet.</summary>
    Glued,

    /// <summary>Each byte in a packet, or in a frame.</summary>
    Bytes,
}
