using System.CommandLine;
using System.Runtime.CompilerServices;
using ChatServer.Configuration;
using ChatServer.Core.Storage;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>check</c>: finds mistakes in the configuration file without listening and without touching data.</summary>
internal sealed class Check : Verb
{
    /// <summary>Creates the verb.</summary>
    public Check()
        : base("check", "Check the configuration file as a start would, without opening a port or touching data.")
    {
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult arguments)
    {
        string file = FindConfigFile(arguments);
        ConfigurationFinding[] findings = [.. ConfigurationChecker.Find(file)];
        foreach (ConfigurationFinding finding in findings)
            Console.Error.WriteLine(finding.ToString());
        if (Array.Exists(findings, finding => finding.IsError))
            return Task.FromResult(ExitCodes.Failed);
        if (ChatOptions.Load(file).Store is { Type: StoreType.Postgres } store)
            Console.WriteLine($"{file}: {CheckDatabase(store)}");
        Console.WriteLine($"{file}: a server can start with this file.");
        return Task.FromResult(ExitCodes.Done);
    }

    // A method of its own: the assemblies of the database are loaded when it is called first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string CheckDatabase(StoreOptions options) => Postgres.PostgresChat.Check(options);
}
