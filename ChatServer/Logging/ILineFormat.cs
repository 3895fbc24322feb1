namespace ChatServer.Logging;

/// <summary>How a line of the log is written.</summary>
internal interface ILineFormat
{
    /// <summary>Formats a line, without its end. The result has no control characters: texts may quote what clients sent.</summary>
    /// <param name="record">What it says.</param>
    string Format(in LogRecord record);
}
