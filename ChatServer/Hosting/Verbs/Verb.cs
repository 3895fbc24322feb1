using System.CommandLine;

namespace ChatServer.Hosting.Verbs;

/// <summary>A command of the command line: its name, its arguments and options, and what it does.</summary>
internal abstract class Verb : Command
{
    /// <summary>Creates a verb without arguments.</summary>
    /// <param name="name">The word that somebody types.</param>
    /// <param name="description">A line for the help.</param>
    protected Verb(string name, string description)
        : base(name, description)
        => SetAction(InvokeAsync);

    /// <summary>Does it. An exception becomes a line on standard error and <see cref="ExitCodes.Failed"/>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult arguments);

    /// <summary>Finds the configuration file that the arguments name, or the program's own.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>Its path.</returns>
    protected static string FindConfigFile(ParseResult arguments) => ConfigFile.Find(arguments.GetValue(CommandLine.ConfigFile));

    private async Task<int> InvokeAsync(ParseResult arguments)
    {
        try
        {
            return await RunAsync(arguments).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return ExitCodes.Fail(ConfigurationError.Describe(e));
        }
    }
}
