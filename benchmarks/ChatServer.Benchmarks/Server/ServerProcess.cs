using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using ChatServer.Benchmarks.Wire;
using TestKit;

namespace ChatServer.Benchmarks.Server;

/// <summary>The chat server as a process of its own. Disposing of it kills it if it still runs.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string LastLineOfReport = "Ctrl-C stops the server.";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    // Servers that nobody has disposed of yet.
    private static readonly ConcurrentDictionary<ServerProcess, bool> Alive = new();

    private readonly ChildProcess _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<TimeSpan?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<string, IPEndPoint> _endPoints = new();

    /// <summary>Starts a server. It is not ready yet: see <see cref="ReadyAsync"/>.</summary>
    /// <param name="configurationFile">Its configuration.</param>
    /// <param name="program">A program to run instead of the server that was built with us: a .dll, or an executable file.</param>
    /// <exception cref="ServerFailedException">It cannot be run, or we are about to end.</exception>
    public ServerProcess(string configurationFile, string? program = null)
    {
        program ??= BuiltProgram;
        bool isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        string[] arguments = isAssembly ? [program, "--config", configurationFile] : ["--config", configurationFile];
        try
        {
            _process = new ChildProcess(
                isAssembly ? ChildProcess.DotNet : program, arguments, Environment.CurrentDirectory, output: ReadReport, errors: KeepError);
        }
        catch (Win32Exception e)
        {
            throw new ServerFailedException($"The server '{program}' cannot be run: {e.Message}");
        }

        Alive[this] = true;
        if (IsEnding)
        {
            Dispose();
            throw new ServerFailedException("The run is about to end.");
        }
    }

    /// <summary>The server that was built with us.</summary>
    public static string BuiltProgram { get; } = Path.Combine(AppContext.BaseDirectory, "ChatServer.dll");

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Where it listens. Known once it is ready.</summary>
    public IPEndPoint EndPoint => EndPointOf(WireTransport.Tcp);

    /// <summary>Where it listens for a transport. Known once it is ready.</summary>
    public IPEndPoint EndPointOf(WireTransport transport)
        => _endPoints.GetValueOrDefault(transport.ServerName) ?? throw new ServerFailedException($"The server does not listen for {transport.Name}.");

    /// <summary>Whether <see cref="KillAll"/> was called: what servers do from then on says nothing about them.</summary>
    public static bool IsEnding { get; private set; }

    /// <summary>Lines of standard error until now, at most the first 1,000.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Waits for the start-up report.</summary>
    /// <returns>The time from the start of the process to the report.</returns>
    /// <exception cref="ServerFailedException">It ended, or said nothing in time.</exception>
    public async Task<TimeSpan> ReadyAsync()
    {
        try
        {
            if (await _ready.Task.WaitAsync(StartDeadline).ConfigureAwait(false) is TimeSpan time)
                return time;
        }
        catch (TimeoutException)
        {
            throw new ServerFailedException(Describe("did not report that it is ready"));
        }

        // Then everything is read that it said.
        await EndedAsync().ConfigureAwait(false);
        throw new ServerFailedException(Describe("ended before it was ready"));
    }

    /// <summary>Kills it at once, as the loss of its machine's power would end it, except that what it wrote to files stays.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndedAsync().ConfigureAwait(false);
    }

    /// <summary>Stops it with SIGSTOP until <see cref="Resume"/>.</summary>
    public void Suspend() => _process.Suspend();

    /// <summary>Lets it go on after <see cref="Suspend"/>.</summary>
    public void Resume() => _process.Resume();

    /// <summary>Waits until it has ended by itself and everything that it said is read.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="ServerFailedException">It does not end.</exception>
    public Task<int> WaitForEndAsync() => EndedAsync();

    /// <summary>Asks it to stop in order, and waits until it has.</summary>
    /// <exception cref="ServerFailedException">It does not, or ends with an error.</exception>
    public async Task StopAsync()
    {
        _process.Signal(PosixSignal.SIGTERM);
        int exitCode = await EndedAsync().ConfigureAwait(false);
        if (exitCode != 0)
            throw new ServerFailedException(Describe($"stopped with exit code {exitCode}"));
    }

    /// <summary>Kills every server that still runs, and each that is started from now on, for a program that ends before its time.</summary>
    public static void KillAll()
    {
        IsEnding = true;
        foreach (ServerProcess server in Alive.Keys)
            server.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        Alive.TryRemove(this, out _);
    }

    private async Task<int> EndedAsync()
    {
        try
        {
            return await _process.Ended().ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ServerFailedException(Describe("does not end"));
        }
    }

    private void ReadReport(string? line)
    {
        if (line == null)
            _ready.TrySetResult(null);
        else if (line == LastLineOfReport)
            _ready.TrySetResult(Stopwatch.GetElapsedTime(_started));
        else if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [string name, string address, ..] && IPEndPoint.TryParse(address, out IPEndPoint? endPoint))
            _endPoints[name] = endPoint;
    }

    private void KeepError(string? line)
    {
        const int MaxErrors = 1000;
        if (!string.IsNullOrEmpty(line) && _errors.Count < MaxErrors)
            _errors.Enqueue(line);
    }

    private string Describe(string what)
        => string.Join(Environment.NewLine + "  ", _errors.Take(20).Prepend($"The server {what}. On standard error it said:"));
}
