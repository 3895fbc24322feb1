using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>user add ID</c>: makes an account.</summary>
/// <param name="configFile">The configuration file.</param>
/// <param name="id">Its id.</param>
/// <param name="fromInput">Whether its password comes from standard input.</param>
public sealed class UserAdd(string? configFile, string id, bool fromInput) : UserVerb(configFile)
{
    /// <inheritdoc/>
    protected override string MakeRequest() => $"{AdminCommands.Add} {CheckId(id)} {GetPassword(fromInput)}";
}
