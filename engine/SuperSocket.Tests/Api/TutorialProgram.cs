using System.Net;

namespace SuperSocket.Tests.Api;

/// <summary>The console program of SuperSocket.Tests.CompileOnly in a process of its own, with its own configuration file.</summary>
internal sealed class TutorialProgram : IDisposable
{
    private const string Name = "SuperSocket.Tests.CompileOnly";

    private readonly ChildProcess _process = new(ChildProcess.DotNet, [ProgramPath()]);
    private int _read;

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Reads what the program prints up to a line with this start.</summary>
    public async Task<string> WaitForLineAsync(string start)
    {
        await Wait.Until(
            () => _process.HasExited || _process.Output.Skip(_read).Any(line => line.StartsWith(start, StringComparison.Ordinal)),
            () => $"'{start}' is printed. {_process.Said}");
        if (_process.HasExited)
            await _process.Ended();
        string[] output = _process.Output;
        _read = Array.FindIndex(output, _read, line => line.StartsWith(start, StringComparison.Ordinal)) + 1;
        return _read > 0 ? output[_read - 1] : throw new EndOfStreamException($"The program ended without '{start}'. {_process.Said}");
    }

    public async Task WaitForStartAsync()
        => EndPoint.Port = int.Parse((await WaitForLineAsync("Port: "))["Port: ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public Task TypeAsync(string line) => _process.Types(line);

    public Task<int> WaitForExitAsync() => _process.Ended();

    public void Dispose() => _process.Dispose();

    // engine/SuperSocket.Tests/bin/Release/net10.0 and the same of the other project.
    private static string ProgramPath()
    {
        var directory = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string root = directory.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, Name, "bin", directory.Parent.Name, directory.Name, Name + ".dll");
    }
}
