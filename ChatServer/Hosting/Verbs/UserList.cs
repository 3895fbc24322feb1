using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user list</c>: prints all accounts, each with the time at which its password was set.</summary>
/// <param name="configFile">The configuration file.</param>
public sealed class UserList(string? configFile) : UserVerb(configFile)
{
    /// <inheritdoc/>
    protected override string MakeRequest() => AdminCommands.List;
}
