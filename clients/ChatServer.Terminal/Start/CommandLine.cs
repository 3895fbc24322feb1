using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ChatServer.Terminal.Scripts;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Start;

/// <summary>The command line of the program: without a command it chats.</summary>
internal static class CommandLine
{
    // An id may start with @, so that is no file of arguments.
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null };

    /// <summary>Reads the arguments and does what they ask for.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        TerminalWords words = TerminalLanguage.Choose(args, Environment.GetEnvironmentVariable);
        var talk = new TalkArguments();
        var root = new RootCommand
        {
            new PlayCommand(Console.Out, Console.Error),
            new RecordCommand(Console.In, Console.Out, Console.Error),
        };
        talk.AddTo(root);
        root.Options.OfType<HelpOption>().Single().Action = new PrintAction(result => (result.CommandResult.Command as ScriptCommand)?.Usage ?? words.Usage);
        root.Options.OfType<VersionOption>().Single().Action = new PrintAction(_ => Usage.Version);
        root.SetAction(result => TalkCommand.RunAsync(result, talk, words));
        return InvokeAsync(root, args);
    }

    /// <summary>Parses the arguments of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="args">The arguments.</param>
    public static ParseResult Parse(Command command, IReadOnlyList<string> args) => command.Parse(args, Configuration);

    /// <summary>Runs a command. The command itself says what is wrong with its arguments.</summary>
    /// <param name="command">The command.</param>
    /// <param name="args">Its arguments.</param>
    public static Task<int> InvokeAsync(Command command, IReadOnlyList<string> args)
    {
        ParseResult result = Parse(command, args);

        // Signals are the business of what runs.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return result.Action is ParseErrorAction
            ? ((AsynchronousCommandLineAction)result.CommandResult.Command.Action!).InvokeAsync(result)
            : result.InvokeAsync(configuration);
    }

    private sealed class PrintAction(Func<ParseResult, string> getText) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            Console.WriteLine(getText(parseResult));
            return ExitCodes.Done;
        }
    }
}
