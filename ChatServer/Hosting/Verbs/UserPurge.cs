using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user purge ID</c>: removes unconfirmed messages of a user, with or without an account.</summary>
/// <param name="configFile">The configuration file.</param>
/// <param name="id">The user.</param>
/// <param name="from">Whether those that the user has sent.</param>
/// <param name="to">Whether those that wait for the user. Both, if neither is said.</param>
public sealed class UserPurge(string? configFile, string id, bool from, bool to) : UserVerb(configFile)
{
    /// <inheritdoc/>
    protected override string MakeRequest()
        => $"{AdminCommands.Purge} {(from == to ? AdminCommands.PurgeBoth : from ? AdminCommands.PurgeFrom : AdminCommands.PurgeTo)} {CheckId(id)}";
}
