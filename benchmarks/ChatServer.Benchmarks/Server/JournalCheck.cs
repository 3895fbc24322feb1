using TestKit;

namespace ChatServer.Benchmarks.Server;

/// <summary>Lets the server's program check a journal, while no server runs on it.</summary>
internal static class JournalCheck
{
    /// <summary>Checks.</summary>
    /// <param name="configurationFile">The server's configuration.</param>
    /// <returns>What is wrong, as the program says it; <see langword="null"/> if nothing is.</returns>
    public static async Task<string?> FindDamageAsync(string configurationFile)
    {
        try
        {
            (int exitCode, string[] output, string[] errors) = await ChildProcess.Run(
                ChildProcess.DotNet, [ServerProcess.BuiltProgram, "verify", "--config", configurationFile], Environment.CurrentDirectory).ConfigureAwait(false);
            return exitCode == 0 ? null : string.Join(Environment.NewLine, output.Concat(errors));
        }
        catch (TimeoutException e)
        {
            return e.Message;
        }
    }
}
