using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>Replies to senders whose message was refused.</summary>
internal static class SendRefusals
{
    /// <summary>Checks whether a message was refused. If so, replies with the reason.</summary>
    /// <param name="session">The sender.</param>
    /// <param name="target">The recipient or group, normalised.</param>
    /// <param name="result">The result of sending.</param>
    public static bool ReplyRefusal(this ChatSession session, string target, SendResult result)
    {
        if (result <= SendResult.Repeated)
            return false;
        StoreLimits limits = session.AppServer.Options.Limits;
        SenderLimits own = session.Chat.SenderLimits;
        switch (result)
        {
            case SendResult.NoSuchUser:
                session.Reply(Replies.NoSuchUser.With(target));
                return true;
            case SendResult.Blocked:
                session.Reply(Replies.BlockedByRecipient.With(target));
                return true;
            case SendResult.RecipientFull:
                session.Reply(Replies.RecipientFull.With(target, limits.MaxMessagesPerUser, limits.MaxCharactersPerUser));
                return true;
            case SendResult.ShareFull:
                session.Reply(Replies.ShareFull.With(target));
                return true;
            case SendResult.SenderFull:
                session.Reply(Replies.SenderFull.With(own.MaxMessages, own.MaxCharacters));
                return true;
            case SendResult.AddressFull:
                session.Reply(Replies.AddressFull.With(own.MaxMessagesOfAddress, own.MaxCharactersOfAddress));
                return true;
            case SendResult.ToUnknownFull:
                session.Reply(Replies.TooManyToUnknown.With(target, own.MaxUnknown));
                return true;
            case SendResult.UnknownFull:
                session.Reply(Replies.UnknownFull.With(target, limits.MaxMessagesToUnknown));
                return true;
            case SendResult.ServerFull:
                session.Reply(Replies.StoreFull.With(limits.MaxMessages, limits.MaxCharacters));
                return true;
            case SendResult.StoreFailing:
                session.Reply(Replies.StoreFailing);
                return true;
            case SendResult.NotAMember:
                session.Reply(Replies.NotAMember.With(target));
                return true;
            case SendResult.NobodyElse:
                session.Reply(Replies.NobodyElse.With(target));
                return true;
            default:
                return false;
        }
    }
}
