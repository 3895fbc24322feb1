using System.Text;

namespace ChatServer.Terminal.Screens;

/// <summary>The terminal in which the program was started.</summary>
internal sealed class ConsoleTerminal : ITerminal, IDisposable
{
    private readonly Stream _output = Console.OpenStandardOutput();

    /// <inheritdoc/>
    public int Width => Console.WindowWidth > 0 ? Console.WindowWidth : 80;

    /// <inheritdoc/>
    public int Height => Console.WindowHeight > 0 ? Console.WindowHeight : 24;

    /// <summary>Whether people sit before it, and it understands escape sequences.</summary>
    public static bool IsUsable(Func<string, string?> environment)
        => !Console.IsInputRedirected && !Console.IsOutputRedirected && (OperatingSystem.IsWindows() || environment("TERM") is not (null or "" or "dumb"));

    /// <inheritdoc/>
    public void Write(string text) => _output.Write(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();
}
