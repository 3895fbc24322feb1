using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user remove ID</c>: removes an account, and disconnects its user.</summary>
/// <param name="configFile">The configuration file.</param>
/// <param name="id">The account.</param>
public sealed class UserRemove(string? configFile, string id) : UserVerb(configFile)
{
    /// <inheritdoc/>
    protected override string MakeRequest() => $"{AdminCommands.Remove} {CheckId(id)}";
}
