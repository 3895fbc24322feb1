using NUnit.Framework;

namespace ChatServer.Tests.Shipping;

/// <summary>Runs <c>dotnet</c> outside of the repository, where our packages come from one folder.</summary>
internal static class DotNetCommand
{
    // Beside other work.
    private const double MaxSeconds = 600;

    /// <summary>Environment variables of the command, and of what it has built.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = null,
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>Runs it; a failure fails the test.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string directory, params string[] arguments) => RunAsync(Environment, directory, arguments);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string?> environment, string directory, params string[] arguments)
    {
        using var process = new ChildProcess(ChildProcess.DotNet, arguments, directory, environment);
        int exitCode = await process.Ended(MaxSeconds);
        Assert.That(exitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}: {process.Said}");
        return string.Join('\n', process.Output);
    }

    /// <summary>Our ids come from the folder only; others from what this machine has, or from its source.</summary>
    /// <param name="root">Where the file is written.</param>
    /// <param name="packages">The folder.</param>
    /// <param name="patterns">Our ids.</param>
    public static Task WriteNuGetConfigAsync(string root, string packages, params string[] patterns)
    {
        string cache = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string ours = string.Concat(patterns.Select(pattern => $"<package pattern=\"{pattern}\" />"));
        string text = $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{root}/cache" /></config>
              <fallbackPackageFolders><add key="machine" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="ours" value="{packages}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="ours">{ours}</packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """;
        return File.WriteAllTextAsync(Path.Combine(root, "nuget.config"), text);
    }
}
