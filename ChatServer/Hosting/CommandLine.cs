using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ChatServer.Hosting.Verbs;

namespace ChatServer.Hosting;

/// <summary>The command line of the program: without a verb it runs the server.</summary>
internal static class CommandLine
{
    private const string Description = """
        Runs the chat server until Ctrl-C, SIGTERM or the end of its terminal.

        With a command the program administers the server of the same configuration file, whether it runs or not.
        Exit codes: 0 done, or stopped in order; 1 could not start, or failed; 2 wrong arguments; 3 no server runs,
        or it cannot do it now.
        """;

    /// <summary>The configuration file; recursive, so that it can stand before and behind each verb.</summary>
    public static Option<string?> ConfigFile { get; } = new("--config")
    {
        Description = "Read this configuration file instead of the program's own, ChatServer.dll.config beside it.",
        HelpName = "FILE",
        Recursive = true,

        // The last one counts: dotnet run names a file before the arguments of the user.
        Arity = new ArgumentArity(1, 100),
        CustomParser = result => result.Tokens[^1].Value,
    };

    /// <summary>Reads the arguments and does what they ask for.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        // An id may start with @, so that is no file of arguments.
        ParseResult result = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction)
            return Task.FromResult(CommandLineErrors.Write(result, Console.Error));

        // Signals are the business of what runs.
        return result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Creates the commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(Description)
        {
            ConfigFile,
            AdminCommands.CreateAdmin(),
            AdminCommands.CreateUser(),
            new Check(),
            new Health(),
            new Restore(),
            new Verify(),
        };
        root.HelpName = ProgramVersion.Name;
        root.Options.OfType<HelpOption>().Single().Description = "Print this text.";
        VersionOption version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Print the version.";
        version.Action = new VersionAction();
        root.SetAction(result => new ChatHost(result.GetValue(ConfigFile)).RunAsync());
        return root;
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Text);
            return ExitCodes.Done;
        }
    }
}
