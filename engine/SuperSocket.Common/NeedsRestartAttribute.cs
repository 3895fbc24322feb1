namespace SuperSocket.Common;

/// <summary>
/// Our extension: marks a setting, or an element with all its settings, that a running server does not take over when the configuration file changes. A
/// setting without the mark is taken over.
/// </summary>
/// <param name="reason">Why not: the end of a sentence that starts with <c>because</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeedsRestartAttribute(string reason) : Attribute
{
    /// <summary>Why not.</summary>
    public string Reason { get; } = reason;

    /// <summary>If set, only a change from or to this value needs a restart. Compared without regard to case.</summary>
    public string? Value { get; init; }

    /// <summary>Whether a change needs a restart.</summary>
    /// <param name="before">The value before; <see langword="null"/> if there was none.</param>
    /// <param name="now">The value now; <see langword="null"/> if there is none.</param>
    public bool AppliesTo(string? before, string? now)
        => Value == null || Value.Equals(before, StringComparison.OrdinalIgnoreCase) || Value.Equals(now, StringComparison.OrdinalIgnoreCase);
}
