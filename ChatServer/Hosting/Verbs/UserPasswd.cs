using System.CommandLine;
using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user passwd ID</c>: changes an account's password, and disconnects whoever is logged in with the old one.</summary>
internal sealed class UserPasswd : UserVerb
{
    /// <summary>Creates the verb.</summary>
    public UserPasswd()
        : base("passwd", "Change the password of an account, and disconnect its user.", [Id], [FromInput])
    {
    }

    /// <inheritdoc/>
    protected override string GetRequest(ParseResult arguments) => $"{AdminCommands.Passwd} {GetId(arguments)} {GetPassword(arguments)}";
}
