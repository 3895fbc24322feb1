using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Wire;
using ChatServer.Terminal.Start;
using ChatServer.Terminal.Words;

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

    // Scripts and what the program says of them are in English.
    private static readonly EnglishWords English = new();

    private readonly Option<string[]> _servers = CreateRepeatable("--server");
    private readonly Option<bool> _anyCertificate = new("--any-certificate") { Arity = ArgumentArity.Zero };
    private readonly Option<string[]> _variables = CreateRepeatable("--set");
    private readonly Option<string?> _within = new("--within");
    private readonly Option<string?> _limit = new("--limit");
    private readonly Option<string?> _packets = new("--packets");
    private readonly Argument<string[]> _rest = new("FILE") { Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Adds what a command takes.</summary>
    /// <param name="command">The command.</param>
    /// <param name="runs">Whether it runs scripts.</param>
    public void AddTo(Command command, bool runs)
    {
        _packets.CompletionSources.Add([.. Enum.GetNames<Packets>().Select(name => name.ToLowerInvariant())]);
        Option[] options = runs ? [_servers, _anyCertificate, _variables, _within, _limit, _packets] : [_servers, _anyCertificate];
        foreach (Option option in options)
            command.Options.Add(option);
        command.Arguments.Add(_rest);
    }

    /// <summary>Reads arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>What the options say, and what is no option: at least one word.</returns>
    /// <exception cref="UsageException">They are wrong; the message says how.</exception>
    public (RunOptions Options, IReadOnlyList<string> Words) Read(ParseResult args)
    {
        string[] rest = args.GetValue(_rest) ?? [];
        if (rest.FirstOrDefault(word => word is ['-', _, ..]) is { } unknown)
            throw ArgumentErrors.Unknown(args, unknown, English);
        ArgumentErrors.ThrowIfAny(args, English);
        try
        {
            RunOptions options = ReadOptions(args);
            if (rest.Length == 0)
                throw new UsageException("a file is missing; see --help");
            return !rest.Contains(string.Empty) ? (options, rest) : throw new UsageException("the name of a file is empty");
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private RunOptions ReadOptions(ParseResult args)
    {
        var options = new RunOptions { Servers = ServerNames.AsShipped, AnyCertificate = args.GetValue(_anyCertificate), Variables = ReadVariables(args) };
        if (args.GetValue(_servers) is { Length: > 0 } servers)
            options = options with { Servers = servers.Select(Named).Aggregate(ServerNames.None, (names, server) => names.With(server.Name, server.Address)) };
        if (args.GetValue(_within) is { } within)
            options = options with { Within = Seconds(within, _within.Name) };
        if (args.GetValue(_limit) is { } limit)
            options = options with { Limit = Seconds(limit, _limit.Name) };
        if (args.GetValue(_packets) is { } packets)
            options = options with { Packets = ReadPackets(packets) };
        return options;
    }

    private Dictionary<string, string> ReadVariables(ParseResult args)
    {
        Dictionary<string, string> variables = [];
        foreach (string text in args.GetValue(_variables) ?? [])
        {
            Match set = Setting().Match(text);
            variables[set.Success ? set.Groups[1].Value : throw new UsageException("--set needs NAME=VALUE; a name is letters, digits and _")] = set.Groups[2].Value;
        }

        return variables;
    }

    private static Packets ReadPackets(string text)
        => Enum.TryParse(text, ignoreCase: true, out Packets packets) && !char.IsDigit(text[0])
            ? packets
            : throw new UsageException($"'{text}' is none of: written, glued, bytes");

    private static TimeSpan Seconds(string text, string option)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.001 and <= 86400
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} needs seconds, from 0.001 to 86400, and not '{text}'");

    // An address can have a = after its ://; a name cannot.
    private static (string Name, string Address) Named(string text)
        => ServerName().Match(text) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : (ServerNames.Default, text);

    // One value behind each: what follows is a file.
    private static Option<string[]> CreateRepeatable(string name) => new(name) { AllowMultipleArgumentsPerToken = false, Arity = ArgumentArity.OneOrMore };

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9_]*)=(.*)$", RegexOptions.Singleline)]
    private static partial Regex Setting();

    [GeneratedRegex("^([A-Za-z0-9_-]+)=(.*)$", RegexOptions.Singleline)]
    private static partial Regex ServerName();
}
