using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>Somebody's try to prove who they are. No record: nothing prints the password by accident.</summary>
/// <param name="id">The id, normalised.</param>
/// <param name="password">The password as it was typed.</param>
/// <param name="address">From where.</param>
/// <param name="isAbandoned">Whether nobody waits for the answer any more.</param>
public sealed class LoginAttempt(string id, string password, AddressBlock address, Func<bool> isAbandoned)
{
    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    /// <summary>The password as it was typed.</summary>
    public string Password { get; } = password;

    /// <summary>From where.</summary>
    public AddressBlock Address { get; } = address;

    /// <summary>Whether nobody waits for the answer any more.</summary>
    public bool IsAbandoned => isAbandoned();
}
