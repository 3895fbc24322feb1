using System.CommandLine;
using ChatServer.Admin;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Logging;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting.Verbs;

/// <summary>A verb about accounts: asks the running server to do it, and does it itself if none runs.</summary>
internal abstract class UserVerb : Verb
{
    /// <summary>The argument of most of them.</summary>
    protected static readonly Argument<string> Id = new("ID") { Description = "The id of the user." };

    /// <summary>Whether a password comes from standard input, also at a terminal.</summary>
    protected static readonly Option<bool> FromInput = new("--password-stdin")
    {
        Description = "Read the password from standard input, its first line, instead of asking for it.",
    };

    /// <summary>Creates a verb.</summary>
    /// <param name="name">The word that somebody types.</param>
    /// <param name="description">A line for the help.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">Its options.</param>
    protected UserVerb(string name, string description, Argument[] arguments, Option[] options)
        : base(name, description)
    {
        Array.ForEach(arguments, Add);
        Array.ForEach(options, Add);
    }

    /// <inheritdoc/>
    protected sealed override async Task<int> RunAsync(ParseResult arguments)
    {
        ChatOptions options = ChatOptions.Load(FindConfigFile(arguments));
        string request = GetRequest(arguments);
        if (DirectoryTrust.FindDanger(options.Store.Path) is { } danger)
            await Console.Error.WriteLineAsync($"{ProgramVersion.Name}: {danger}").ConfigureAwait(false);
        string last = await AdminClient.TryAskAsync(AdminChannel.PathOf(options), request, Print).ConfigureAwait(false)
            ?? await ExecuteHereAsync(options, request).ConfigureAwait(false);
        return Report(last);
    }

    /// <summary>Gets the line for <see cref="AdminCommands"/>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="ArgumentException">Something is wrong with what the operator gave.</exception>
    protected abstract string GetRequest(ParseResult arguments);

    /// <summary>Gets the id.</summary>
    /// <param name="arguments">The arguments.</param>
    protected static string GetId(ParseResult arguments)
    {
        string text = arguments.GetRequiredValue(Id);
        return UserId.TryParse(text, out string id)
            ? id
            : throw new ArgumentException($"'{PrintableText.Line(text)}' is no id: 1 to {UserId.MaxLength} letters, digits and _ . - @");
    }

    /// <summary>Gets a password from the terminal or from standard input.</summary>
    /// <param name="arguments">The arguments.</param>
    protected static string GetPassword(ParseResult arguments)
    {
        string text = arguments.GetValue(FromInput) || Console.IsInputRedirected ? PasswordPrompt.ReadInput() : PasswordPrompt.AskTwice();
        return Password.TryParse(text, out string password)
            ? password
            : throw new ArgumentException($"A password is 1 to {Password.MaxLength} characters, without blanks and control characters.");
    }

    private static Task Print(string line)
    {
        Console.WriteLine(line);
        return Task.CompletedTask;
    }

    private static int Report(string last)
    {
        if (!AdminCommands.IsDone(last, out string text))
            return ExitCodes.Fail(text);
        if (text.Length > 0)
            Console.WriteLine(text);
        return ExitCodes.Done;
    }

    private static async Task<string> ExecuteHereAsync(ChatOptions options, string request)
    {
        if (options.Store.Type == StoreType.Memory)
            throw new StoreException("the store is of the type memory, and no server runs: there are no accounts to change.");

        using var logFactory = new ChatLogFactory(options.LogLevel);
        await using LocalChat system = LocalChat.Open(options, new EngineLogger(logFactory.GetLog("Accounts")));
        return await new AdminCommands(system).ExecuteAsync(request, Print).ConfigureAwait(false);
    }
}
