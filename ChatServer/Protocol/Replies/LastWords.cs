using ChatServer.Core.Users;

namespace ChatServer.Protocol.Replies;

/// <summary>What a session says when it is ended from elsewhere.</summary>
internal static class LastWords
{
    /// <summary>An administrator disconnects a session.</summary>
    /// <param name="reason">Why.</param>
    public static Reply GetReply(DisconnectReason reason) => reason switch
    {
        DisconnectReason.PasswordReset => Replies.PasswordReset,
        DisconnectReason.AccountRemoved => Replies.AccountRemoved,
        DisconnectReason.AccountDisabled => Replies.AccountDisabled,
        DisconnectReason.StoreLost => Replies.ShuttingDown,
        _ => Replies.Banned,
    };

    /// <summary>The server stops.</summary>
    /// <param name="returnWithin">Within how many seconds clients should come back; negative if the server is to stay down.</param>
    public static Reply GetReply(int returnWithin)
        => returnWithin < 0 ? Replies.ShuttingDown : Replies.Draining.With(Random.Shared.Next(returnWithin + 1));
}
