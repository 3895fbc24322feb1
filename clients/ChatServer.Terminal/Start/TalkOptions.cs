using System.Globalization;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Start;

/// <summary>What the arguments and the environment say.</summary>
internal sealed record TalkOptions
{
    /// <summary>The server as it is shipped.</summary>
    public const string DefaultServer = "chat://127.0.0.1:2020";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>Where the server is.</summary>
    public required Uri Server { get; init; }

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

    /// <summary>Reads them.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="environment">A variable of the environment, or <see langword="null"/>.</param>
    /// <param name="words">The language of errors; <c>--language</c> was looked at before.</param>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public static TalkOptions Parse(IReadOnlyList<string> args, Func<string, string?> environment, TerminalWords words)
    {
        var options = new TalkOptions
        {
            Server = ParseServer(environment("CHAT_SERVER") is { Length: > 0 } server ? server : DefaultServer, words),
            Id = environment("CHAT_ID") is { Length: > 0 } id ? id : null,
            Password = environment("CHAT_PASSWORD") is { Length: > 0 } password ? password : null,
        };
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            if (name == "--plain")
            {
                options = options with { IsPlain = true };
                continue;
            }

            if (name is not ("--server" or "--id" or "--to" or "--receive" or "--wait" or "--language"))
                throw new UsageException(words.UnknownOption(name));
            if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException(words.OptionNeedsValue(name));
            options = options.With(name, args[++i], words);
        }

        if (options is { IsPlain: false, Receive: not null } or { IsPlain: false, Wait: not null })
            options = options with { IsPlain = true };
        return options;
    }

    private static Uri ParseServer(string text, TerminalWords words)
    {
        // "localhost:2020" would be read as an address of the scheme localhost.
        string address = text.Contains("://", StringComparison.Ordinal) ? text : "chat://" + text;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? server) || server.Host.Length == 0 || server.Scheme is not ("chat" or "chats" or "ws" or "wss"))
            throw new UsageException(words.WrongServer(text));
        return server.Scheme is "chat" or "chats" && server.IsDefaultPort ? new UriBuilder(server) { Port = 2020 }.Uri : server;
    }

    private TalkOptions With(string name, string value, TerminalWords words) => name switch
    {
        "--server" => this with { Server = ParseServer(value, words) },
        "--id" => this with { Id = value.Length > 0 ? value : throw new UsageException(words.OptionNeedsValue(name)) },
        "--to" => this with { To = Recipient.Parse(value) ?? throw new UsageException(words.WrongRecipient(value)) },
        "--receive" => this with { Receive = ParseNumber(value) ?? throw new UsageException(words.WrongNumber(name, value)) },
        "--wait" => this with { Wait = ParseSeconds(value) ?? throw new UsageException(words.WrongNumber(name, value)) },
        _ => TerminalLanguage.IsKnown(value) ? this : throw new UsageException(words.WrongLanguage(value)),
    };

    private static int? ParseNumber(string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;

    private static TimeSpan? ParseSeconds(string value)
        => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 && seconds <= LongestWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
