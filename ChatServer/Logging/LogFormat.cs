using Microsoft.Extensions.Hosting.Systemd;

namespace ChatServer.Logging;

/// <summary>The formats of the log.</summary>
public enum LogFormat
{
    /// <summary><see cref="Systemd"/> if systemd runs the process, else <see cref="Simple"/>.</summary>
    Auto,

    /// <summary>For people: time, level, log, event id, text.</summary>
    Simple,

    /// <summary>For programs: an object of JSON on each line.</summary>
    Json,

    /// <summary>For the journal of systemd: the level as a number, log, event id, text.</summary>
    Systemd,
}

/// <summary>Finds what writes a <see cref="LogFormat"/>.</summary>
internal static class LogFormats
{
    /// <summary>Gets the format.</summary>
    /// <param name="format">Its name.</param>
    public static ILineFormat Get(LogFormat format) => format switch
    {
        LogFormat.Json => new JsonLineFormat(),
        LogFormat.Systemd => new SystemdLineFormat(),
        LogFormat.Auto when SystemdHelpers.IsSystemdService() => new SystemdLineFormat(),
        _ => new SimpleLineFormat(),
    };
}
