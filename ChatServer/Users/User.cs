using ChatServer.Messages;

namespace ChatServer.Users;

/// <summary>
/// Somebody with an id: the mailbox, and the connection through which they are logged in, if any. The gate guards all of it.
/// No two gates are ever held at once.
/// </summary>
public sealed class User(string id)
{
    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    internal Lock Gate { get; } = new();

    internal Mailbox Mailbox { get; } = new();

    internal IUserConnection? Connection { get; set; }

    /// <summary>The connection reads too slowly: delivery goes on when it has room.</summary>
    internal bool Stalled { get; set; }

    /// <summary>Out of the directory, because nobody is logged in and nothing is stored: look the id up again.</summary>
    internal bool Retired { get; set; }
}
