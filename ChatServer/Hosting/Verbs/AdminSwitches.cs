using System.CommandLine;

namespace ChatServer.Hosting.Verbs;

/// <summary>The options that all admin verbs of the command line have.</summary>
/// <param name="Json">Whether the result is for programs.</param>
/// <param name="Socket">The Unix socket of the server, if the configuration file is not asked.</param>
internal sealed record AdminSwitches(Option<bool> Json, Option<string?> Socket)
{
    /// <summary>Creates the options.</summary>
    public static AdminSwitches Create() => new(
        new Option<bool>("--json") { Description = "Print the result as JSON.", Recursive = true },
        CreateSocket());

    /// <summary>Creates the option <c>--socket</c>.</summary>
    public static Option<string?> CreateSocket() => new("--socket")
    {
        Description = "Ask the server at this Unix socket, and read no configuration file: for a file that is broken.",
        HelpName = "PATH",
        Recursive = true,
    };
}
