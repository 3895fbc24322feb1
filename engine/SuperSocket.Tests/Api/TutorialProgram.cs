using System.Diagnostics;
using System.Net;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Api;

/// <summary>The console program of SuperSocket.Tests.CompileOnly in a process of its own, with its own configuration file.</summary>
internal sealed class TutorialProgram : IDisposable
{
    private const string Name = "SuperSocket.Tests.CompileOnly";

    private readonly Process _process;
    private readonly List<string> _errors = [];

    public TutorialProgram()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(ProgramPath());
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, e) =>
        {
            lock (_errors)
                _errors.Add(e.Data ?? string.Empty);
        };
        _process.BeginErrorReadLine();
    }

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Reads what the program prints up to a line that begins so.</summary>
    public async Task<string> WaitForLineAsync(string beginning)
    {
        using var deadline = new CancellationTokenSource(Until.Deadline);
        var seen = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            seen.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line;
        }

        lock (_errors)
            throw new EndOfStreamException($"The program ended without '{beginning}': {string.Join(" | ", seen.Concat(_errors))}");
    }

    public async Task WaitForStartAsync()
        => EndPoint.Port = int.Parse((await WaitForLineAsync("Port: "))["Port: ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Until.Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // engine/SuperSocket.Tests/bin/Release/net10.0 and the same of the other project.
    private static string ProgramPath()
    {
        var directory = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string root = directory.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, Name, "bin", directory.Parent.Name, directory.Name, Name + ".dll");
    }
}
