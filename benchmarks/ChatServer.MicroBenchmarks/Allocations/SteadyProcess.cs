using System.Diagnostics;
using System.Reflection;
using ChatServer.Sessions;

namespace ChatServer.MicroBenchmarks.Allocations;

/// <summary>
/// This program again, in a process in which each method is compiled once and for good. Otherwise how much an operation allocates would depend on
/// how far the compiler has come: optimised code keeps some objects on the stack, and which ones depends on what it saw running.
/// </summary>
internal static class SteadyProcess
{
    private static readonly (string Name, string Value)[] Settings = [("DOTNET_TieredCompilation", "0"), ("DOTNET_ReadyToRun", "0")];

    /// <summary>Whether the server was built with optimised code; without, it allocates differently.</summary>
    public static bool IsOptimized { get; } = typeof(ChatAppServer).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    /// <summary>Whether the current process is one.</summary>
    public static bool IsCurrent => Array.TrueForAll(Settings, setting => Environment.GetEnvironmentVariable(setting.Name) == setting.Value);

    /// <summary>Runs the program, on the same standard output and error.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SteadyProcess).Assembly.Location, .. arguments]);
        foreach ((string name, string value) in Settings)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
