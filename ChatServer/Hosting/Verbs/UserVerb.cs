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
/// <param name="configFile">The configuration file; <see langword="null"/> for the program's own.</param>
public abstract class UserVerb(string? configFile) : IVerb
{
    /// <inheritdoc/>
    public async Task<int> RunAsync()
    {
        try
        {
            ChatOptions options = ChatOptions.Load(ConfigFile.Find(configFile));
            string request = MakeRequest();
            if (DirectoryTrust.FindDanger(options.Store.Path) is { } danger)
                await Console.Error.WriteLineAsync($"ChatServer: {danger}").ConfigureAwait(false);
            string last = await AdminClient.TryAskAsync(AdminChannel.PathOf(options), request, Print).ConfigureAwait(false)
                ?? await ExecuteHereAsync(options, request).ConfigureAwait(false);
            return Report(last);
        }
        catch (Exception e)
        {
            return ExitCodes.Fail(ConfigurationError.Describe(e));
        }
    }

    /// <summary>The line for <see cref="AdminCommands"/>.</summary>
    /// <exception cref="ArgumentException">Something is wrong with what the operator gave.</exception>
    protected abstract string MakeRequest();

    /// <summary>Checks an id.</summary>
    /// <param name="text">What the operator wrote.</param>
    protected static string CheckId(string text)
        => UserId.TryParse(text, out string id)
            ? id
            : throw new ArgumentException($"'{PrintableText.Line(text)}' is no id: 1 to {UserId.MaxLength} letters, digits and _ . - @");

    /// <summary>Gets a password from the terminal or from standard input.</summary>
    /// <param name="fromInput">Whether it comes from standard input anyhow.</param>
    protected static string GetPassword(bool fromInput)
    {
        string text = fromInput || Console.IsInputRedirected ? PasswordPrompt.ReadInput() : PasswordPrompt.AskTwice();
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
