using System.CommandLine;
using ChatServer.Configuration;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>verify</c>: checks the journal of a server that does not run.</summary>
internal sealed class Verify : Verb
{
    private readonly Argument<string?> _directory = new("DIR")
    {
        Description = "Check this backup instead of the directory of the store.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Creates the verb.</summary>
    public Verify()
        : base("verify", "Check the journal of a server that does not run, or a backup.")
        => Add(_directory);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult arguments)
    {
        if (arguments.GetValue(_directory) is { } directory)
            return Task.FromResult(JournalVerification.Run(Path.GetFullPath(directory), Console.Out) ? ExitCodes.Done : ExitCodes.Failed);
        StoreOptions options = ChatOptions.Load(FindConfigFile(arguments)).Store;
        if (options.Type == StoreType.Memory)
            throw new StoreException("the store is of the type memory: there is no journal.");
        if (options.Type == StoreType.Postgres)
            throw new StoreException("the store is of the type postgres: there is no journal. 'check' checks the database.");
        return Task.FromResult(JournalVerification.Run(options.Path, Console.Out) ? ExitCodes.Done : ExitCodes.Failed);
    }
}
