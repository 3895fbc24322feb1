using System.Globalization;
using SuperSocket.SocketBase.Config;

namespace ChatServer.Udp;

/// <summary>How messages are repeated to a client over UDP until it confirms them: attributes of <c>&lt;server&gt;</c>.</summary>
public sealed record RepeatOptions
{
    /// <summary>The names of the attributes.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [RepeatAfterName, MaxRepeatName, WindowName];

    private const string RepeatAfterName = "repeatAfter";
    private const string MaxRepeatName = "longestRepeat";
    private const string WindowName = "unconfirmedWindow";
    private const int MaxPause = 3_600_000;
    private const int MaxWindow = 1024;

    /// <summary>Milliseconds until a message is repeated for the first time; each further pause is twice as long. Default 1000, 10 to 3,600,000.</summary>
    public int RepeatAfter { get; private init; } = 1_000;

    /// <summary>The longest pause, in milliseconds. Default 60,000; from <see cref="RepeatAfter"/> to 3,600,000.</summary>
    public int MaxRepeat { get; private init; } = 60_000;

    /// <summary>
    /// How many messages may be unconfirmed on their way to one client; the next waits. Default 16, so that a client that is gone costs little;
    /// 1 to 1024.
    /// </summary>
    public int Window { get; private init; } = 16;

    /// <summary>Reads the attributes of a server.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="options">The options.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? TryRead(IServerConfig config, out RepeatOptions options)
    {
        var defaults = new RepeatOptions();
        options = defaults;
        if (!TryReadNumber(config, RepeatAfterName, defaults.RepeatAfter, 10, MaxPause, out int after, out string? error)
            || !TryReadNumber(config, MaxRepeatName, Math.Max(after, defaults.MaxRepeat), after, MaxPause, out int longest, out error)
            || !TryReadNumber(config, WindowName, defaults.Window, 1, MaxWindow, out int window, out error))
        {
            return $"The server '{config.Name}': {error}";
        }

        options = new RepeatOptions
        {
            RepeatAfter = after,
            MaxRepeat = longest,
            Window = window,
        };
        return null;
    }

    private static bool TryReadNumber(IServerConfig config, string name, int defaultValue, int min, int max, out int value, out string? error)
    {
        error = null;
        value = defaultValue;
        if (config.Options?[name] is not { } text)
            return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max)
            return true;
        error = $"{name}=\"{text}\" is not a whole number from {min} to {max}.";
        return false;
    }
}
