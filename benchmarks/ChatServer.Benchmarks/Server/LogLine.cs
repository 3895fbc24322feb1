namespace ChatServer.Benchmarks.Server;

/// <summary>A line that a server writes to its log.</summary>
internal static class LogLine
{
    private const int TimeLength = 25;

    /// <summary>The line without its time: the same line at another time is the same line.</summary>
    public static string WithoutTime(string line) => line.Length > TimeLength && char.IsAsciiDigit(line[0]) ? line[TimeLength..] : line;
}
