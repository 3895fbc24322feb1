using ChatServer.Core.Messages;

namespace ChatServer.Protocol.Replies;

/// <summary>The encoded lines of a message to a group: members who see it in the same form share one while it is delivered. Thread-safe.</summary>
internal static class GroupLines
{
    private sealed record EncodedLine(LineForm Form, byte[] Bytes);

    /// <summary>Finds a line.</summary>
    /// <param name="message">The message.</param>
    /// <param name="form">Its form.</param>
    /// <returns>The line; <see langword="null"/> if it was not kept.</returns>
    public static byte[]? Find(GroupMessage message, in LineForm form) => Find((EncodedLine[]?)message.Shared, form);

    /// <summary>Keeps a line for others, if the message is still shareable.</summary>
    /// <param name="message">The message.</param>
    /// <param name="form">Its form.</param>
    /// <param name="bytes">The line.</param>
    public static void Keep(GroupMessage message, in LineForm form, byte[] bytes)
    {
        while (message.IsShareable)
        {
            var known = (EncodedLine[]?)message.Shared;
            if (Find(known, form) != null || message.TryShare(known, (EncodedLine[])[.. known ?? [], new EncodedLine(form, bytes)]))
                return;
        }
    }

    private static byte[]? Find(EncodedLine[]? lines, in LineForm form)
    {
        foreach (EncodedLine line in lines ?? [])
        {
            if (line.Form == form)
                return line.Bytes;
        }

        return null;
    }
}
