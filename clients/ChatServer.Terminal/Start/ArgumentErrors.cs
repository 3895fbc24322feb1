using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Start;

/// <summary>Finds what is wrong with arguments.</summary>
internal static class ArgumentErrors
{
    /// <summary>Throws if something is wrong.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="words">The language of the message.</param>
    /// <exception cref="UsageException">Something is wrong.</exception>
    public static void ThrowIfAny(ParseResult result, TerminalWords words)
    {
        if (result.UnmatchedTokens is [string unknown, ..])
            throw Unknown(result, unknown, words);
        foreach (ParseError error in result.Errors)
            throw new UsageException(error.SymbolResult is OptionResult { Tokens.Count: 0 } option ? words.OptionNeedsValue(option.Option.Name) : error.Message);
        foreach (OptionResult option in result.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.Any(token => token.Value.Length == 0 || token.Value.StartsWith("--", StringComparison.Ordinal)))
                throw new UsageException(words.OptionNeedsValue(option.Option.Name));
        }
    }

    /// <summary>Says that there is no such option, and which one may be meant.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="word">The option that does not exist.</param>
    /// <param name="words">The language of the message.</param>
    public static UsageException Unknown(ParseResult result, string word, TerminalWords words)
    {
        string? meant = FindMeant(result, word);
        return new UsageException(words.UnknownOption(word) + (meant == null ? string.Empty : " " + words.DidYouMean(meant)));
    }

    // The library only prints its suggestions, one name on a line. Without the arguments of the command, because an unknown word would be one of them.
    private static string? FindMeant(ParseResult result, string word)
    {
        Command command = result.CommandResult.Command;
        var probe = new Command(command.Name);
        foreach (Option option in command.Options)
            probe.Add(option);
        foreach (Command subcommand in command.Subcommands)
            probe.Add(subcommand);
        ParseResult alone = probe.Parse([word]);
        if (alone.Action is not ParseErrorAction action)
            return null;
        var output = new StringWriter();
        action.ShowHelp = false;
        alone.Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        string[] lines = [.. output.ToString().Split('\n').Select(line => line.Trim())];
        return probe.Children.Select(symbol => symbol.Name).FirstOrDefault(lines.Contains);
    }
}
