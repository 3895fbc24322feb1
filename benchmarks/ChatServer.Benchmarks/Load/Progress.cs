using System.Diagnostics;

namespace ChatServer.Benchmarks.Load;

/// <summary>One line on a terminal that says what goes on. It costs nothing where there is no terminal.</summary>
/// <param name="terminal">The terminal, or <see langword="null"/>.</param>
internal sealed class Progress(TextWriter? terminal)
{
    /// <summary>Says nothing.</summary>
    public static readonly Progress None = new(null);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long _last;
    private int _length;

    /// <summary>The terminal of this process, if its standard error is one.</summary>
    public static Progress OfProcess() => Console.IsErrorRedirected ? None : new Progress(Console.Error);

    /// <summary>Whether it is time to say something.</summary>
    public bool IsDue => terminal != null && Stopwatch.GetElapsedTime(_last) > Interval;

    /// <summary>Says something. Ask <see cref="IsDue"/> first.</summary>
    public void Show(string what)
    {
        if (terminal == null)
            return;
        _last = Stopwatch.GetTimestamp();
        terminal.Write($"\r{what.PadRight(_length)}\r");
        terminal.Flush();
        _length = what.Length;
    }

    /// <summary>Clears the line.</summary>
    public void Clear()
    {
        if (_length > 0)
            Show("");
        _length = 0;
    }
}
