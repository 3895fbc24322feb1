using System.CommandLine;
using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user list</c>: prints all accounts, each with the time at which its password was set.</summary>
internal sealed class UserList : UserVerb
{
    /// <summary>Creates the verb.</summary>
    public UserList()
        : base("list", "Print all accounts, each with the time at which its password was set.", [], [])
    {
    }

    /// <inheritdoc/>
    protected override string GetRequest(ParseResult arguments) => AdminCommands.List;
}
