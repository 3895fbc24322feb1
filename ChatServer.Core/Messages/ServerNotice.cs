namespace ChatServer.Core.Messages;

/// <summary>
/// A notice of the server to a user. It is stored like a message, so that it reaches users who are offline. The stored text is a code
/// with values. The recipient's connection translates it into words.
/// </summary>
public static class ServerNotice
{
    /// <summary>Sender of notices. No user can have this id.</summary>
    public const string Sender = "*";

    private const string ExpiredCode = "given-up";

    /// <summary>Creates the text of a notice that a message has expired.</summary>
    /// <param name="id">The message.</param>
    /// <param name="to">Its recipient.</param>
    public static string Expired(Guid id, string to) => $"{ExpiredCode} {id} {to}";

    /// <summary>Parses a notice that a message has expired.</summary>
    /// <param name="text">The stored text.</param>
    /// <param name="id">The message that expired.</param>
    /// <param name="to">Its recipient.</param>
    /// <returns>Whether it is such a notice.</returns>
    public static bool IsExpired(string text, out string id, out string to)
    {
        string[] words = text.Split(' ');
        bool isExpired = words is [ExpiredCode, _, _];
        (id, to) = isExpired ? (words[1], words[2]) : (string.Empty, string.Empty);
        return isExpired;
    }
}
