using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>What has changed in a configuration file: each value, and each element that came or went.</summary>
internal static class ConfigurationChanges
{
    /// <summary>Finds the changes.</summary>
    /// <param name="before">The values of the file before.</param>
    /// <param name="now">Its values now.</param>
    /// <param name="findReason">Why a change needs a restart, by its place, the value before and the value now.</param>
    /// <returns>The changes, sorted by place.</returns>
    public static IReadOnlyList<ConfigurationChange> Find(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, Func<string, string?, string?, string?> findReason)
    {
        List<ConfigurationChange> changes = [];
        string? whole = null;
        foreach (string place in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            // What is in an element that came or went is told with it.
            if (whole != null && place.StartsWith(whole, StringComparison.Ordinal))
                continue;
            before.TryGetValue(place, out string? old);
            now.TryGetValue(place, out string? value);
            if (old == value)
                continue;
            bool isElement = old is null or "" && value is null or "" && IsElement(place, before, now);
            if (isElement)
                whole = place + "/";
            var change = new ConfigurationChange(place, old, value, findReason(place, old, value)) { IsElement = isElement };
            changes.Add(change.IsSecret && !isElement ? change with { Before = null, Value = null } : change);
        }

        return changes;
    }

    /// <summary>Writes a line for each change: Info for what is used from now on, Warn for what is used at the next start only.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="log">Gets the lines.</param>
    public static void Write(IEnumerable<ConfigurationChange> changes, ILog log)
    {
        foreach (ConfigurationChange change in changes)
        {
            if (change.IsUsedNow)
                log.Info($"The configuration file has changed, and this is used from now on: {change}.");
            else
                log.Warn($"The configuration file has changed, but this is used at the next start only, because {change.RestartReason}: {change}.");
        }
    }

    private static bool IsElement(string place, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
        => before.Keys.Concat(now.Keys).Any(other => other.StartsWith(place + "/", StringComparison.Ordinal));
}
