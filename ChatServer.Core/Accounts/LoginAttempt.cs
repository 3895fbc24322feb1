using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>A login attempt: an id with a password. A class and not a record, so that nothing prints the password by accident.</summary>
/// <param name="id">The id, normalised.</param>
/// <param name="password">The password as it was typed.</param>
/// <param name="address">The address of the client.</param>
/// <param name="isAbandoned">Returns whether the client no longer waits for the reply.</param>
public sealed class LoginAttempt(string id, string password, AddressBlock address, Func<bool> isAbandoned)
{
    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    /// <summary>The password as it was typed.</summary>
    public string Password { get; } = password;

    /// <summary>The address of the client.</summary>
    public AddressBlock Address { get; } = address;

    /// <summary>Whether the client no longer waits for the reply.</summary>
    public bool IsAbandoned => isAbandoned();
}
