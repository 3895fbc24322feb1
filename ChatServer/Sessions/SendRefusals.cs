using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>What a sender is told whose message is not stored.</summary>
internal static class SendRefusals
{
    /// <summary>Whether a message was refused; says why.</summary>
    /// <param name="session">Who sent it.</param>
    /// <param name="target">Where to, normalised.</param>
    /// <param name="result">What became of it.</param>
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
