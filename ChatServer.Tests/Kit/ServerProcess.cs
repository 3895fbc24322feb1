using System.Net;
using System.Text.RegularExpressions;

namespace ChatServer.Tests.Kit;

/// <summary>A program of the project, started as a user starts it.</summary>
public sealed partial class ServerProcess(
    string program, string[] arguments, string? directory = null, IReadOnlyDictionary<string, string?>? environment = null)
    : ChildProcess(program, arguments, directory, environment)
{
    /// <summary>Starts the chat server that lies next to the tests.</summary>
    public static ServerProcess OfChatServer(params string[] arguments)
        => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), .. arguments]);

    /// <summary>
    /// Starts the chat server that lies next to the tests by a line of the shell, which may redirect its files. The process is the server's own.
    /// </summary>
    /// <param name="configFile">The configuration file.</param>
    /// <param name="before">What stands before the server's command.</param>
    /// <param name="after">What stands behind it.</param>
    /// <param name="shell">The shell.</param>
    public static ServerProcess OfShell(string configFile, string before, string after, string shell = "sh")
        => new(shell, ["-c", $"{before} dotnet '{Path.Combine(AppContext.BaseDirectory, "ChatServer.dll")}' --config '{configFile}' {after}"]);

    /// <summary>Where a server listens, as the start-up report says.</summary>
    public async Task<IPEndPoint> EndPoint(string server)
    {
        await UntilOutput("Ctrl-C stops the server.");
        string line = Output.First(line => line.StartsWith($"  {server} ", StringComparison.Ordinal));
        return IPEndPoint.Parse(EndPointInLine().Match(line).Value);
    }

    [GeneratedRegex("[0-9.]+:[0-9]+")]
    private static partial Regex EndPointInLine();
}
