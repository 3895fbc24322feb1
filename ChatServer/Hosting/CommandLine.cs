using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace ChatServer.Hosting;

/// <summary>What the program was asked for.</summary>
/// <param name="ConfigFile">The configuration file; <see langword="null"/> for the program's own.</param>
public sealed record CommandLine(string? ConfigFile)
{
    private const string Usage = """
        Usage: ChatServer [--config FILE]

          --config FILE   read this configuration file instead of the program's own, ChatServer.dll.config beside it
          --version       print the version
          --help          print this text

        The server runs until Ctrl-C, SIGTERM or the end of its terminal. Exit codes: 0 stopped in order, 1 could not start, 2 wrong arguments.
        """;

    /// <summary>The version of the program.</summary>
    public static string Version { get; } = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    /// <summary>Reads the arguments; prints what is wrong or was asked for.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="commandLine">What to run.</param>
    /// <param name="exitCode">The exit code, if there is nothing to run.</param>
    /// <returns>Whether there is something to run.</returns>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out CommandLine? commandLine, out int exitCode)
    {
        commandLine = null;
        exitCode = 0;
        switch (args)
        {
            case []:
                commandLine = new CommandLine((string?)null);
                return true;
            case ["--config", string file]:
                commandLine = new CommandLine(file);
                return true;
            case ["--version"]:
                Console.WriteLine(Version);
                return false;
            case ["--help" or "-h"]:
                Console.WriteLine(Usage);
                return false;
            default:
                Console.Error.WriteLine($"ChatServer: these arguments are not known: {string.Join(' ', args)}");
                Console.Error.WriteLine(Usage);
                exitCode = 2;
                return false;
        }
    }
}
