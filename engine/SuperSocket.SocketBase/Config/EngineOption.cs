using System.Globalization;

namespace SuperSocket.SocketBase.Config;

/// <summary>Reads attributes that 1.6 does not know from a server's options.</summary>
internal static class EngineOption
{
    /// <summary>Name of the attribute by which sends do not count as activity of a session.</summary>
    public const string IdleCountsReceivesOnly = "idleCountsReceivesOnly";

    /// <summary>A text.</summary>
    /// <returns>Empty if it is not set.</returns>
    public static string Text(IServerConfig config, string name) => config.Options?[name] ?? string.Empty;

    /// <summary>A whole number.</summary>
    /// <exception cref="ArgumentException">The value is none, or too small.</exception>
    public static int Number(IServerConfig config, string name, int defaultValue, int least)
    {
        string text = Text(config, name);
        if (text.Length == 0)
            return defaultValue;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw new ArgumentException($"{name}=\"{text}\" is not a whole number from {least} on");
    }

    /// <summary>A yes or no; no if it is not set.</summary>
    /// <exception cref="ArgumentException">The value is neither true nor false.</exception>
    public static bool Flag(IServerConfig config, string name)
    {
        string text = Text(config, name);
        if (text.Length == 0)
            return false;
        return bool.TryParse(text, out bool value) ? value : throw new ArgumentException($"{name}=\"{text}\" is neither true nor false");
    }
}
