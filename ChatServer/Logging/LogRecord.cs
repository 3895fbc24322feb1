using Microsoft.Extensions.Logging;

namespace ChatServer.Logging;

/// <summary>What a line of the log says.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Category">Name of the log.</param>
/// <param name="Event">Which kind of line it is.</param>
/// <param name="Text">The text for people, on one line, with the session that it is about.</param>
/// <param name="Message">The text without the session.</param>
/// <param name="Properties">Its named values; <c>{OriginalFormat}</c> is the template.</param>
/// <param name="Exception">What failed; may be <see langword="null"/>.</param>
internal readonly record struct LogRecord(
    DateTimeOffset Time,
    LogLevel Level,
    string Category,
    EventId Event,
    string Text,
    string Message,
    IReadOnlyList<KeyValuePair<string, object?>> Properties,
    Exception? Exception);
