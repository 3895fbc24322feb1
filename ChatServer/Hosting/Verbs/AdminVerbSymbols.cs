using System.CommandLine;
using System.Text;
using ChatServer.Admin;
using ChatServer.Core.Accounts;

namespace ChatServer.Hosting.Verbs;

/// <summary>The arguments and options of an admin verb on the command line, from its description.</summary>
internal sealed class AdminVerbSymbols
{
    private const string Input = "-";
    private const int MaxWords = 1000;

    private readonly AdminVerbDescription _verb;
    private readonly Dictionary<AdminParameter, Argument<string?>> _arguments;
    private readonly Dictionary<AdminParameter, Option<string?>> _options;
    private readonly Dictionary<AdminParameter, Option<bool>> _flags;
    private readonly Option<bool>? _fromInput;

    /// <summary>Creates the symbols.</summary>
    /// <param name="verb">The verb.</param>
    public AdminVerbSymbols(AdminVerbDescription verb)
    {
        _verb = verb;
        IEnumerable<AdminParameter> arguments = verb.Parameters.Where(parameter => parameter is { IsPositional: true, IsSecret: false } or { IsContent: true });
        _arguments = arguments.ToDictionary(parameter => parameter, ToArgument);
        _options = verb.Parameters.Where(parameter => parameter.IsOption).ToDictionary(parameter => parameter, parameter => new Option<string?>("--" + parameter.Name)
        {
            Description = AdminVerbCommand.ToSentence(parameter.Help),
            HelpName = parameter.Name.ToUpperInvariant(),
        });
        _flags = verb.Parameters.Where(parameter => parameter.IsFlag).ToDictionary(parameter => parameter, parameter => new Option<bool>("--" + parameter.Name)
        {
            Description = AdminVerbCommand.ToSentence(parameter.Help),
        });
        if (verb.Parameters.Any(parameter => parameter.IsSecret))
        {
            _fromInput = new Option<bool>("--password-stdin")
            {
                Description = "Read the password from standard input, its first line, instead of asking for it.",
            };
        }
    }

    /// <summary>Adds the symbols to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Argument<string?> argument in _arguments.Values)
            command.Add(argument);
        foreach (Option<string?> option in _options.Values)
            command.Add(option);
        foreach (Option<bool> flag in _flags.Values.Append(_fromInput).OfType<Option<bool>>())
            command.Add(flag);
    }

    /// <summary>Reads what was given: words, files, and a password from the terminal or from standard input.</summary>
    /// <param name="result">The parsed arguments.</param>
    /// <exception cref="ArgumentException">A password is none.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<AdminArguments> ReadAsync(ParseResult result)
    {
        var arguments = new AdminArguments(_verb);
        foreach (AdminParameter parameter in _verb.Parameters)
        {
            if (await FindValueAsync(result, parameter).ConfigureAwait(false) is { } value)
                arguments.Set(parameter.Name, value);
        }

        return arguments;
    }

    private static Argument<string?> ToArgument(AdminParameter parameter) => new(parameter.IsContent ? "FILE" : parameter.Name.ToUpperInvariant())
    {
        Description = AdminVerbCommand.ToSentence(parameter.Help) + (parameter.IsContent ? " - is standard input." : string.Empty),
        Arity = new ArgumentArity(parameter.IsRequired ? 1 : 0, parameter.IsText ? MaxWords : 1),
        CustomParser = argument => string.Join(' ', argument.Tokens.Select(token => token.Value)),
    };

    private async Task<string?> FindValueAsync(ParseResult result, AdminParameter parameter)
    {
        if (parameter.IsFlag)
            return result.GetValue(_flags[parameter]) ? bool.TrueString : null;
        if (parameter.IsOption)
            return result.GetValue(_options[parameter]);
        if (parameter.IsSecret)
            return GetPassword(result.GetValue(_fromInput!));
        if (result.GetValue(_arguments[parameter]) is not { } text)
            return null;
        return parameter.IsContent ? await ReadFileAsync(text).ConfigureAwait(false) : parameter.IsPath && text.Length > 0 ? Path.GetFullPath(text) : text;
    }

    private static async Task<string> ReadFileAsync(string path)
    {
        if (path != Input)
            return await File.ReadAllTextAsync(path).ConfigureAwait(false);
        using var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        return await reader.ReadToEndAsync().ConfigureAwait(false);
    }

    private static string GetPassword(bool fromInput)
    {
        string text = fromInput || Console.IsInputRedirected ? PasswordPrompt.ReadInput() : PasswordPrompt.AskTwice();
        return Password.TryParse(text, out string password)
            ? password
            : throw new ArgumentException(Password.Rule);
    }
}
