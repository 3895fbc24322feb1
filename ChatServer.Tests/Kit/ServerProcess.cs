using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <summary>A program that is run as a person runs it. Ending it kills whatever is left of it.</summary>
public sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private int _disposed;

    /// <summary>Starts a program.</summary>
    public ServerProcess(string program, string[] arguments, string? directory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? AppContext.BaseDirectory,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(_errors, e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Lines of standard output until now.</summary>
    public string[] Output => [.. _output];

    /// <summary>Lines of standard error until now.</summary>
    public string[] Errors => [.. _errors];

    /// <summary>Starts the chat server that lies next to the tests.</summary>
    public static ServerProcess OfChatServer(params string[] arguments)
        => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), .. arguments]);

    /// <summary>
    /// Starts the chat server that lies next to the tests by a line of the shell, which may redirect its files. The process is the server's own.
    /// </summary>
    /// <param name="configFile">The configuration file.</param>
    /// <param name="before">What stands before the server's command.</param>
    /// <param name="after">What stands behind it.</param>
    public static ServerProcess OfShell(string configFile, string before, string after)
        => new("sh", ["-c", $"{before} dotnet '{Path.Combine(AppContext.BaseDirectory, "ChatServer.dll")}' --config '{configFile}' {after}"]);

    /// <summary>Waits for a text on standard error.</summary>
    public Task UntilError(string text, double seconds = Deadline.DefaultSeconds)
        => Until(() => Errors, line => line.Contains(text, StringComparison.Ordinal), text, seconds);

    /// <summary>Waits for a text on standard output.</summary>
    public Task UntilOutput(string text, double seconds = Deadline.DefaultSeconds)
        => Until(() => Output, line => line.Contains(text, StringComparison.Ordinal), text, seconds);

    /// <summary>Waits for a line of standard output.</summary>
    public Task UntilLine(string text, double seconds = Deadline.DefaultSeconds) => Until(() => Output, line => line == text, text, seconds);

    /// <summary>Where a server listens, as the start-up report says.</summary>
    public async Task<IPEndPoint> EndPoint(string server)
    {
        await UntilOutput("Ctrl-C stops the server.");
        string line = Output.First(line => line.StartsWith($"  {server} ", StringComparison.Ordinal));
        return IPEndPoint.Parse(EndPointInLine().Match(line).Value);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Ended(double seconds = Deadline.DefaultSeconds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The program does not end. {Said}");
        }

        return _process.ExitCode;
    }

    /// <summary>Types a line.</summary>
    public Task Types(string line) => _process.StandardInput.WriteAsync(line + "\n");

    /// <summary>Sends a signal.</summary>
    public void Signal(PosixSignal signal)
    {
        int number = signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGQUIT => 3,
            _ => 15,
        };
        Assert.That(Kill(_process.Id, number), Is.Zero);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Said => $"It said:\n{string.Join('\n', Output)}\nand as errors:\n{string.Join('\n', Errors)}";

    private async Task Until(Func<string[]> lines, Predicate<string> condition, string text, double seconds)
    {
        var deadline = new Deadline(seconds);
        while (!Array.Exists(lines(), condition))
        {
            // What the program wrote last may be read only after its end.
            bool exited = _process.HasExited;
            if (exited)
                await Ended();
            Assert.That((exited || deadline.IsOver) && !Array.Exists(lines(), condition), Is.False, () => $"'{text}' was not written. {Said}");
            await Task.Delay(10);
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line != null)
            lines.Enqueue(line);
    }

    [GeneratedRegex("[0-9.]+:[0-9]+")]
    private static partial Regex EndPointInLine();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
