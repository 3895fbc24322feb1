using System.CommandLine;
using System.Globalization;
using ChatServer.Configuration;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Protocol.Languages;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>restore</c>: copies a backup into the directory of the store of a server that does not run.</summary>
internal sealed class Restore : Verb
{
    private readonly Argument<string> _directory = new("DIR") { Description = "The backup. It is only read." };

    /// <summary>Creates the verb.</summary>
    public Restore()
        : base("restore", "Check a backup, and copy it into the directory of the store of a server that does not run. Overwrites nothing.")
        => Add(_directory);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult arguments)
    {
        StoreOptions options = ChatOptions.Load(FindConfigFile(arguments)).Store;
        if (options.Type == StoreType.Memory)
            throw new StoreException("the store is of the type memory: there is no directory to restore to.");
        if (options.Type == StoreType.Postgres)
            throw new StoreException("the store is of the type postgres: restore the database.");
        BackupSummary summary = BackupReader.Restore(Path.GetFullPath(arguments.GetRequiredValue(_directory)), options.Path);
        Console.WriteLine(Plurals.Format(
            "The backup {0} was checked and restored to {1}: {2} {2:record|records} in {3} files. Start the server now.",
            summary.Directory,
            options.Path,
            summary.Records,
            summary.Files.ToString(CultureInfo.InvariantCulture)));
        return Task.FromResult(ExitCodes.Done);
    }
}
