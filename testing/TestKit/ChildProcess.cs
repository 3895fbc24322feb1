using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>A program in its own process. Its output is kept as lines. Disposal kills the process and its children. Thread-safe.</summary>
public class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Lock _disposing = new();
    private bool _isDisposed;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Path of the program, or its name in PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Its working directory; <see langword="null"/> for that of the assembly.</param>
    /// <param name="environment">Variables to set, and to remove if the value is <see langword="null"/>.</param>
    /// <param name="output">Receives each line of standard output, and <see langword="null"/> at its end; then <see cref="Output"/> stays empty.</param>
    /// <param name="errors">The same for standard error and <see cref="Errors"/>.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public ChildProcess(
        string program,
        IEnumerable<string> arguments,
        string? directory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        Action<string?>? output = null,
        Action<string?>? errors = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? AppContext.BaseDirectory,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        output ??= line => Keep(_output, line);
        errors ??= line => Keep(_errors, line);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => output(e.Data);
        _process.ErrorDataReceived += (_, e) => errors(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The command that runs a .NET assembly.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Lines of standard output until now.</summary>
    public string[] Output => [.. _output];

    /// <summary>Lines of standard error until now.</summary>
    public string[] Errors => [.. _errors];

    /// <summary>Everything that it wrote, for failure messages.</summary>
    public string Said => $"It wrote:\n{string.Join('\n', Output)}\nand as errors:\n{string.Join('\n', Errors)}";

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public static async Task<(int ExitCode, string[] Output, string[] Errors)> Run(
        string program, IEnumerable<string> arguments, string? directory = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var process = new ChildProcess(program, arguments, directory, environment);
        return (await process.Ended().ConfigureAwait(false), process.Output, process.Errors);
    }

    /// <summary>Waits for a text in a line of standard output.</summary>
    /// <exception cref="TimeoutException">It is not written until the deadline, or until the end of the process.</exception>
    public Task UntilOutput(string text, double seconds = Deadline.DefaultSeconds)
        => Until(_output, line => line.Contains(text, StringComparison.Ordinal), text, seconds);

    /// <summary>Waits for a text in a line of standard error.</summary>
    /// <inheritdoc cref="UntilOutput"/>
    public Task UntilError(string text, double seconds = Deadline.DefaultSeconds)
        => Until(_errors, line => line.Contains(text, StringComparison.Ordinal), text, seconds);

    /// <summary>Waits for a line of standard output.</summary>
    /// <inheritdoc cref="UntilOutput"/>
    public Task UntilLine(string text, double seconds = Deadline.DefaultSeconds) => Until(_output, line => line == text, text, seconds);

    /// <summary>Waits for its end. After that, all its output is read.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task<int> Ended(double seconds = Deadline.DefaultSeconds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program does not end. {Said}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for its end on this thread, for code that cannot wait asynchronously. After that, all its output is read.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public int WaitForExit()
    {
        if (!_process.WaitForExit(Deadline.Default))
            throw new TimeoutException($"The program does not end. {Said}");

        // Only this one waits for the end of the output.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Writes a line to its standard input.</summary>
    public Task Types(string line) => _process.StandardInput.WriteAsync(line + "\n");

    /// <summary>Closes its standard input.</summary>
    public void ClosesInput() => _process.StandardInput.Close();

    /// <summary>Sends a signal, unless it has ended.</summary>
    /// <exception cref="InvalidOperationException">It cannot be sent.</exception>
    public void Signal(PosixSignal signal)
    {
        int number = signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGQUIT => 3,
            _ => 15,
        };
        SendNumber(number);
    }

    /// <summary>Stops it with SIGSTOP until <see cref="Resume"/>: it does nothing, and its connections stay open.</summary>
    public void Suspend() => SendNumber(19);

    /// <summary>Lets it go on after <see cref="Suspend"/>.</summary>
    public void Resume() => SendNumber(18);

    /// <summary>Kills it.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Kills the process and waits for its end. A second caller waits too.</summary>
    protected virtual void Dispose(bool disposing)
    {
        lock (_disposing)
        {
            if (_isDisposed)
                return;
            if (!_process.HasExited)
                Kill();
            _process.WaitForExit(Deadline.Default);
            _process.Dispose();
            _isDisposed = true;
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line != null)
            lines.Enqueue(line);
    }

    private void SendNumber(int signal)
    {
        if (!HasExited && SendSignal(_process.Id, signal) != 0 && !HasExited)
            throw new InvalidOperationException($"The signal {signal} cannot be sent. {Said}");
    }

    private async Task Until(ConcurrentQueue<string> lines, Predicate<string> condition, string text, double seconds)
    {
        var deadline = new Deadline(seconds);
        while (true)
        {
            // What the program wrote last may be read only after its end.
            bool hasExited = HasExited;
            if (hasExited)
                await Ended().ConfigureAwait(false);
            if (lines.Any(line => condition(line)))
                return;
            if (hasExited || deadline.IsOver)
                throw new TimeoutException($"'{text}' was not written. {Said}");
            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
