using System.CommandLine;
using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user purge ID</c>: removes unconfirmed messages of a user, with or without an account.</summary>
internal sealed class UserPurge : UserVerb
{
    private static readonly Option<bool> From = new("--from") { Description = "Remove only messages that ID has sent." };
    private static readonly Option<bool> To = new("--to") { Description = "Remove only messages that wait for ID." };

    /// <summary>Creates the verb.</summary>
    public UserPurge()
        : base("purge", "Remove the unconfirmed messages of a user, with or without an account.", [Id], [From, To])
    {
    }

    /// <inheritdoc/>
    protected override string GetRequest(ParseResult arguments)
    {
        (bool from, bool to) = (arguments.GetValue(From), arguments.GetValue(To));
        return $"{AdminCommands.Purge} {(from == to ? AdminCommands.PurgeBoth : from ? AdminCommands.PurgeFrom : AdminCommands.PurgeTo)} {GetId(arguments)}";
    }
}
