using System.CommandLine;
using System.CommandLine.Parsing;
using ChatServer.Protocol.Commands;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>Says what is wrong with arguments. It repeats no word that may be a password that somebody gave there by mistake.</summary>
internal static class CommandLineErrors
{
    /// <summary>Writes what is wrong, and how to get help.</summary>
    /// <param name="result">What was parsed.</param>
    /// <param name="errors">Where to.</param>
    /// <returns><see cref="ExitCodes.WrongArguments"/>.</returns>
    public static int Write(ParseResult result, TextWriter errors)
    {
        Command command = result.CommandResult.Command;
        string name = GetPath(result.CommandResult);
        IEnumerable<string> lines = result.UnmatchedTokens is [string first, ..]
            ? [DescribeUnknown(command, first)]
            : result.Errors.Select(error => error.Message).Distinct();
        foreach (string line in lines)
            errors.WriteLine($"{name}: {PrintableText.Line(line)}");
        errors.WriteLine($"Try '{name} --help'.");
        return ExitCodes.WrongArguments;
    }

    private static string DescribeUnknown(Command command, string word)
    {
        bool isOption = word.StartsWith('-');
        string[] known = isOption
            ? [.. GetOptions(command).Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name))]
            : [.. command.Subcommands.Select(verb => verb.Name)];
        string hint = Suggestion.Find(word.Split('=')[0], known) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        if (isOption)
            return "There is an unknown option." + hint;
        return command.Subcommands.Count > 0
            ? $"There is no command '{word}'.{hint}"
            : "There are more arguments than this command has. A password is never an argument: it is asked for or read from standard input.";
    }

    private static IEnumerable<Option> GetOptions(Command command)
        => command.Options.Concat(command.Parents.OfType<Command>().SelectMany(GetOptions).Where(option => option.Recursive));

    private static string GetPath(CommandResult result)
        => result.Parent is CommandResult parent ? $"{GetPath(parent)} {result.Command.Name}" : ProgramVersion.Name;
}
