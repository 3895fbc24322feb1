using System.CommandLine;
using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user remove ID</c>: removes an account, and disconnects its user.</summary>
internal sealed class UserRemove : UserVerb
{
    /// <summary>Creates the verb.</summary>
    public UserRemove()
        : base("remove", "Remove an account, and disconnect its user.", [Id], [])
    {
    }

    /// <inheritdoc/>
    protected override string GetRequest(ParseResult arguments) => $"{AdminCommands.Remove} {GetId(arguments)}";
}
