namespace SuperSocket.SocketEngine;

/// <summary>Our extension: a difference between a configuration file and what it said before.</summary>
/// <param name="Place">Where it is: <c>superSocket/servers/ChatSocket/idleSessionTimeOut</c>.</param>
/// <param name="Before">The value before; <see langword="null"/> if there was none, or if it may be secret.</param>
/// <param name="Value">The value now; <see langword="null"/> if there is none, or if it may be secret.</param>
/// <param name="RestartReason">Why it needs a restart, the end of a sentence with <c>because</c>; <see langword="null"/> if the running servers use it.</param>
public sealed record ConfigurationChange(string Place, string? Before, string? Value, string? RestartReason)
{
    /// <summary>Whether the running servers use it. If not, it needs a restart.</summary>
    public bool IsUsedNow => RestartReason == null;

    /// <summary>
    /// Whether an element with all that is in it came or went: <see cref="Before"/> or <see cref="Value"/> is <see langword="null"/>, the other empty.
    /// </summary>
    public bool IsElement { get; init; }

    /// <summary>Whether the values may be secret: the name contains <c>password</c>.</summary>
    public bool IsSecret => Place.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>Describes the difference in a few words.</summary>
    public override string ToString()
    {
        if (IsElement)
            return $"{Place} was {(Value == null ? "removed" : "added")}";
        return IsSecret ? Place : $"{Place}, {Quote(Value)} (before: {Quote(Before)})";
    }

    private static string Quote(string? value) => value == null ? "not set" : $"\"{value}\"";
}
