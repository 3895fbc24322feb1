using System.Globalization;
using System.Text.RegularExpressions;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Wire;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Scripts;

/// <summary>The arguments of <c>play</c> and <c>record</c>.</summary>
internal sealed partial class ScriptArguments
{
    /// <summary>What is common to both.</summary>
    public const string CommonUsage = """
          --server [NAME=]ADDRESS   the server that scripts call NAME; without NAME the default server. ADDRESS is one of
                                    chat://HOST:PORT, chats://HOST:PORT (TLS), ws://HOST:PORT/ws, wss://HOST:PORT/ws, udp://HOST:PORT.
                                    Default: chat, gb, web and udp on this machine, as in App.config
          --any-certificate         accept any certificate of a server, for tests
          --help                    print this text
        """;

    private ScriptArguments(RunOptions options, IReadOnlyList<string> rest, bool isHelp)
    {
        Options = options;
        Rest = rest;
        IsHelp = isHelp;
    }

    /// <summary>What the options say.</summary>
    public RunOptions Options { get; }

    /// <summary>What is no option.</summary>
    public IReadOnlyList<string> Rest { get; }

    /// <summary>Whether help is asked for.</summary>
    public bool IsHelp { get; }

    /// <summary>Reads the arguments of a command: options, then files. Prints the usage on request, and errors.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="command">Its name, for errors.</param>
    /// <param name="usage">How to use it.</param>
    /// <param name="output">Where that is printed.</param>
    /// <param name="error">Where errors are printed.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns><see langword="null"/> if the command goes on, else the exit code with which it ends.</returns>
    public static int? Read(IEnumerable<string> args, string command, string usage, TextWriter output, TextWriter error, out ScriptArguments arguments)
    {
        arguments = new ScriptArguments(new RunOptions { Servers = ServerNames.None }, [], isHelp: false);
        try
        {
            arguments = Parse(args);
            if (arguments.IsHelp)
            {
                output.WriteLine(usage);
                return ExitCodes.Done;
            }

            return arguments.Rest.Count > 0 ? null : throw new FormatException("a file is missing; see --help");
        }
        catch (FormatException e)
        {
            error.WriteLine($"chat {command}: {SafeText.Of(e.Message)}");
            return ExitCodes.WrongArguments;
        }
    }

    /// <summary>Reads arguments.</summary>
    /// <exception cref="FormatException">They are wrong; the message says how.</exception>
    public static ScriptArguments Parse(IEnumerable<string> args)
    {
        List<string> rest = [];
        Dictionary<string, string> variables = [];
        ServerNames? servers = null;
        var options = new RunOptions { Servers = ServerNames.AsShipped };
        bool isHelp = false;
        var words = new Queue<string>(args);
        while (words.TryDequeue(out string? word))
        {
            switch (word)
            {
                case "--help" or "-h":
                    isHelp = true;
                    break;
                case "--any-certificate":
                    options = options with { AnyCertificate = true };
                    break;
                case "--server":
                    (string name, string address) = Named(Value(words, word));
                    servers = (servers ?? ServerNames.None).With(name, address);
                    break;
                case "--set":
                    Match set = Setting().Match(Value(words, word));
                    if (!set.Success)
                        throw new FormatException("--set needs NAME=VALUE; a name is letters, digits and _");
                    variables[set.Groups[1].Value] = set.Groups[2].Value;
                    break;
                case "--within":
                    options = options with { Within = Seconds(Value(words, word), word) };
                    break;
                case "--limit":
                    options = options with { Limit = Seconds(Value(words, word), word) };
                    break;
                case "--packets":
                    string packets = Value(words, word);
                    options = Enum.TryParse(packets, ignoreCase: true, out Packets chosen) && !char.IsDigit(packets[0])
                        ? options with { Packets = chosen }
                        : throw new FormatException($"'{packets}' is none of: written, glued, bytes");
                    break;
                case "":
                    throw new FormatException("the name of a file is empty");
                case ['-', _, ..]:
                    throw new FormatException($"the option {word} is not known");
                default:
                    rest.Add(word);
                    break;
            }
        }

        return new ScriptArguments(options with { Servers = servers ?? options.Servers, Variables = variables }, rest, isHelp);
    }

    private static string Value(Queue<string> words, string option)
        => words.TryDequeue(out string? value) && value.Length > 0 ? value : throw new FormatException($"{option} needs a value");

    private static TimeSpan Seconds(string text, string option)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.001 and <= 86400
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{option} needs seconds, from 0.001 to 86400, and not '{text}'");

    // An address can have a = after its ://; a name cannot.
    private static (string Name, string Address) Named(string text)
        => ServerName().Match(text) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : (ServerNames.Default, text);

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9_]*)=(.*)$", RegexOptions.Singleline)]
    private static partial Regex Setting();

    [GeneratedRegex("^([A-Za-z0-9_-]+)=(.*)$", RegexOptions.Singleline)]
    private static partial Regex ServerName();
}
