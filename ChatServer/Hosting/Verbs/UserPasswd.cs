using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user passwd ID</c>: changes an account's password, and disconnects whoever is logged in with the old one.</summary>
/// <param name="configFile">The configuration file.</param>
/// <param name="id">The account.</param>
/// <param name="fromInput">Whether the password comes from standard input.</param>
public sealed class UserPasswd(string? configFile, string id, bool fromInput) : UserVerb(configFile)
{
    /// <inheritdoc/>
    protected override string MakeRequest() => $"{AdminCommands.Passwd} {CheckId(id)} {GetPassword(fromInput)}";
}
