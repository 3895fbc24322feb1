using System.CommandLine;
using System.Globalization;
using ChatServer.Client;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Start;

/// <summary>What the arguments and the environment say.</summary>
internal sealed record TalkOptions
{
    /// <summary>The server as it is shipped.</summary>
    public const string DefaultServer = "chat://127.0.0.1:2020";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>Where the servers of the chat are; at least one.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>The servers as text for people.</summary>
    public string Place => string.Join(", ", Servers.Select(server => $"{server.Scheme}://{server.Authority}"));

    /// <summary>The servers to which the password goes in plain text, as text for people; empty if there is none.</summary>
    public string ExposedPlace => string.Join(", ", Servers.Where(ChatClientOptions.ExposesPassword).Select(server => server.Authority));

    /// <summary>The id; the program asks for it if it is missing.</summary>
    public string? Id { get; init; }

    /// <summary>The password, from the environment only: arguments are seen by everybody on the machine.</summary>
    public string? Password { get; init; }

    /// <summary>With whom to start, or to whom the lines of standard input go.</summary>
    public Recipient? To { get; init; }

    /// <summary>Whether one line an event is written, without a prompt.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Plain: after how many messages the program ends.</summary>
    public int? Receive { get; init; }

    /// <summary>Plain: maximum running time of the program.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The options of the client.</summary>
    /// <param name="id">Who logs in.</param>
    /// <param name="password">The password.</param>
    /// <param name="words">The language.</param>
    public ChatClientOptions ToClientOptions(string id, string password, TerminalWords words)
        => new() { Server = Servers[0], OtherServers = [.. Servers.Skip(1)], Id = id, Password = password, Language = words.Language };

    /// <summary>Reads them.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="symbols">The options that they may have.</param>
    /// <param name="environment">A variable of the environment, or <see langword="null"/>.</param>
    /// <param name="words">The language of errors.</param>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public static TalkOptions Parse(ParseResult args, TalkArguments symbols, Func<string, string?> environment, TerminalWords words)
    {
        ArgumentErrors.ThrowIfAny(args, words);
        string? receive = args.GetValue(symbols.Receive), wait = args.GetValue(symbols.Wait), to = args.GetValue(symbols.To);
        if (args.GetValue(symbols.Language) is { } language && !TerminalLanguage.IsKnown(language))
            throw new UsageException(words.WrongLanguage(language));
        return new TalkOptions
        {
            Servers = ParseServers(args.GetValue(symbols.Server) ?? GetVariable("CHAT_SERVER") ?? DefaultServer, words),
            Id = args.GetValue(symbols.Id) ?? GetVariable("CHAT_ID"),
            Password = GetVariable("CHAT_PASSWORD"),
            To = to == null ? null : Recipient.Parse(to) ?? throw new UsageException(words.WrongRecipient(to)),
            Receive = receive == null ? null : ParseNumber(receive) ?? throw new UsageException(words.WrongNumber("--receive", receive)),
            Wait = wait == null ? null : ParseSeconds(wait) ?? throw new UsageException(words.WrongNumber("--wait", wait)),
            IsPlain = args.GetValue(symbols.Plain) || receive != null || wait != null,
        };

        string? GetVariable(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }

    private static Uri[] ParseServers(string text, TerminalWords words)
        => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(server => ParseServer(server, words))];

    private static Uri ParseServer(string text, TerminalWords words)
    {
        // "localhost:2020" would be read as an address of the scheme localhost.
        string address = text.Contains("://", StringComparison.Ordinal) ? text : "chat://" + text;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? server) || server.Host.Length == 0 || server.Scheme is not ("chat" or "chats" or "ws" or "wss"))
            throw new UsageException(words.WrongServer(text));
        return server.Scheme is "chat" or "chats" && server.IsDefaultPort ? new UriBuilder(server) { Port = 2020 }.Uri : server;
    }

    private static int? ParseNumber(string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;

    private static TimeSpan? ParseSeconds(string value)
        => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 && seconds <= LongestWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
