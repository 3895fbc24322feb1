using System.Diagnostics.CodeAnalysis;
using ChatServer.Hosting.Verbs;

namespace ChatServer.Hosting;

/// <summary>Reads the program's arguments.</summary>
public static class CommandLine
{
    private const string Usage = """
        Usage: ChatServer [--config FILE]
               ChatServer user add ID [--password-stdin] [--config FILE]
               ChatServer user passwd ID [--password-stdin] [--config FILE]
               ChatServer user remove ID [--config FILE]
               ChatServer user list [--config FILE]
               ChatServer user purge ID [--from] [--to] [--config FILE]
               ChatServer verify [--config FILE]

          --config FILE      read this configuration file instead of the program's own, ChatServer.dll.config beside it
          --password-stdin   read the password from standard input, its first line, instead of asking for it
          --version          print the version
          --help             print this text
          --from, --to       remove only messages that ID has sent, or only those that wait for ID

        Without a verb the server runs until Ctrl-C, SIGTERM or the end of its terminal; SIGHUP is ignored. "user" changes accounts and removes unconfirmed messages, whether the server of
        this configuration file runs or not; "verify" checks the journal of a server that does not run. Exit codes: 0 stopped in order or done, 1 could not start or failed, 2 wrong arguments.
        """;

    /// <summary>Reads the arguments; prints what is wrong or was asked for.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="verb">What to do.</param>
    /// <param name="exitCode">The exit code, if there is nothing to do.</param>
    /// <returns>Whether there is something to do.</returns>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out IVerb? verb, out int exitCode)
    {
        exitCode = ExitCodes.Done;
        verb = null;
        switch (args)
        {
            case [.., "--version"]:
                Console.WriteLine(ProgramVersion.Text);
                return false;
            case [.., "--help" or "-h"]:
                Console.WriteLine(Usage);
                return false;
            default:
                verb = Find(args);
                if (verb != null)
                    return true;

                // One of the words may be a password that somebody gave here by mistake.
                Console.Error.WriteLine(args.Contains("user")
                    ? "ChatServer: these arguments of 'user' are not known; a password is asked for or read from standard input, and never an argument"
                    : $"ChatServer: these arguments are not known: {string.Join(' ', args)}");
                Console.Error.WriteLine(Usage);
                exitCode = ExitCodes.WrongArguments;
                return false;
        }
    }

    private static IVerb? Find(string[] args)
    {
        List<string> words = [.. args];
        if (!TryTakeOption(words, "--config", out string? configFile))
            return null;
        if (words is ["user", "purge", ..])
            return FindPurge(words, configFile);
        bool fromInput = words.Remove("--password-stdin");
        return (words.ToArray(), fromInput) switch
        {
            ([], false) => new ChatHost(configFile),
            (["user", "add", string id], _) => new UserAdd(configFile, id, fromInput),
            (["user", "passwd", string id], _) => new UserPasswd(configFile, id, fromInput),
            (["user", "remove", string id], false) => new UserRemove(configFile, id),
            (["verify"], false) => new Verify(configFile),
            (["user", "list"], false) => new UserList(configFile),
            _ => null,
        };
    }

    private static UserPurge? FindPurge(List<string> words, string? configFile)
    {
        bool from = words.Remove("--from");
        bool to = words.Remove("--to");
        return words is [_, _, string id] ? new UserPurge(configFile, id, from, to) : null;
    }

    // False if the option stands without its value. The last one holds: dotnet run names the file before what the user gives.
    private static bool TryTakeOption(List<string> words, string option, out string? value)
    {
        value = null;
        for (int at = words.IndexOf(option); at >= 0; at = words.IndexOf(option))
        {
            if (at + 1 >= words.Count)
                return false;
            value = words[at + 1];
            words.RemoveRange(at, 2);
        }

        return true;
    }
}
