using System.CommandLine;
using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user add ID</c>: creates an account.</summary>
internal sealed class UserAdd : UserVerb
{
    /// <summary>Creates the verb.</summary>
    public UserAdd()
        : base("add", "Create an account.", [Id], [FromInput])
    {
    }

    /// <inheritdoc/>
    protected override string GetRequest(ParseResult arguments) => $"{AdminCommands.Add} {GetId(arguments)} {GetPassword(arguments)}";
}
