namespace ChatServer.Core.Messages;

/// <summary>
/// What the server itself has to tell somebody, stored like a message so that it reaches people who are away. The stored text is a code
/// with its values; the recipient's connection says it in words.
/// </summary>
public static class ServerNotice
{
    /// <summary>Sender of notices; no user can have this id.</summary>
    public const string Sender = "*";

    private const string ExpiredCode = "given-up";

    /// <summary>A message was unconfirmed for too long.</summary>
    /// <param name="id">The message.</param>
    /// <param name="to">Its recipient.</param>
    public static string Expired(Guid id, string to) => $"{ExpiredCode} {id} {to}";

    /// <summary>Reads a notice.</summary>
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
