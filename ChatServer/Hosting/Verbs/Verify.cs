using ChatServer.Configuration;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;

namespace ChatServer.Hosting.Verbs;

/// <summary>Checks the journal of a server that does not run.</summary>
/// <param name="configFile">The configuration file; <see langword="null"/> for the program's own.</param>
public sealed class Verify(string? configFile) : IVerb
{
    /// <inheritdoc/>
    public Task<int> RunAsync()
    {
        try
        {
            StoreOptions options = ChatOptions.Load(ConfigFile.Find(configFile)).Store;
            if (options.Type == StoreType.Memory)
                throw new StoreException("the store is of the type memory: there is no journal.");
            return Task.FromResult(JournalVerification.Run(options.Path, Console.Out) ? ExitCodes.Done : ExitCodes.Failed);
        }
        catch (Exception e)
        {
            return Task.FromResult(ExitCodes.Fail(ConfigurationError.Describe(e)));
        }
    }
}
