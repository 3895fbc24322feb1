using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>What has changed in a configuration file, for the log: a line for each value, and one for each element that came or went.</summary>
internal static class ConfigurationChanges
{
    /// <summary>Writes the lines: Info for what is used from now on, Warn for what is used at the next start only.</summary>
    /// <param name="before">The values of the file before.</param>
    /// <param name="now">Its values now.</param>
    /// <param name="isUsedNow">Whether the running servers use a value, by its place.</param>
    /// <param name="log">Gets the lines.</param>
    public static void Write(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, Func<string, bool> isUsedNow, ILog log)
    {
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
            if (old is null or "" && value is null or "" && IsElement(place, before, now))
            {
                whole = place + "/";
                log.Warn($"The configuration file has changed: {place} was {(value == null ? "removed" : "added")}. That is used at the next start.");
            }
            else if (isUsedNow(place))
            {
                log.Info($"The configuration file has changed, and this is used from now on: {Describe(place, old, value)}.");
            }
            else
            {
                log.Warn($"The configuration file has changed, but this is used at the next start only: {Describe(place, old, value)}.");
            }
        }
    }

    private static bool IsElement(string place, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
        => before.Keys.Concat(now.Keys).Any(other => other.StartsWith(place + "/", StringComparison.Ordinal));

    // A value may be secret.
    private static string Describe(string place, string? old, string? value)
        => place.Contains("password", StringComparison.OrdinalIgnoreCase) ? place : $"{place}, {Quote(value)} (before: {Quote(old)})";

    private static string Quote(string? value) => value == null ? "not set" : $"\"{value}\"";
}
