using System.Diagnostics;

namespace ChatServer.Benchmarks.Server;

/// <summary>Lets the server's program check a journal, while no server runs on it.</summary>
internal static class JournalCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Checks.</summary>
    /// <param name="configurationFile">The server's configuration.</param>
    /// <returns>What is wrong, as the program says it; <see langword="null"/> if nothing is.</returns>
    public static async Task<string?> FindDamageAsync(string configurationFile)
    {
        var start = new ProcessStartInfo("dotnet", [ServerProcess.BuiltProgram, "verify", "--config", configurationFile]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return $"the check did not end within {Deadline.TotalSeconds} s";
        }

        return process.ExitCode == 0 ? null : await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
    }
}
