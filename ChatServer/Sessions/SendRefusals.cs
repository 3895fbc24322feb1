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
    public static bool AnswerRefusal(this ChatSession session, string target, SendResult result)
    {
        StoreLimits limits = session.AppServer.Options.Limits;
        SenderLimits own = session.Chat.SenderLimits;
        switch (result)
        {
            case SendResult.RecipientFull:
                session.Answer(AnswerCode.RecipientFull, target, limits.MaxMessagesPerUser, limits.MaxCharactersPerUser);
                return true;
            case SendResult.ShareFull:
                session.Answer(AnswerCode.ShareFull, target);
                return true;
            case SendResult.SenderFull:
                session.Answer(AnswerCode.SenderFull, own.MaxMessages, own.MaxCharacters);
                return true;
            case SendResult.AddressFull:
                session.Answer(AnswerCode.AddressFull, own.MaxMessagesOfAddress, own.MaxCharactersOfAddress);
                return true;
            case SendResult.ToUnknownFull:
                session.Answer(AnswerCode.TooManyToUnknown, target, own.MaxUnknown);
                return true;
            case SendResult.UnknownFull:
                session.Answer(AnswerCode.UnknownFull, target, limits.MaxMessagesToUnknown);
                return true;
            case SendResult.ServerFull:
                session.Answer(AnswerCode.StoreFull, limits.MaxMessages, limits.MaxCharacters);
                return true;
            case SendResult.StoreFailing:
                session.Answer(AnswerCode.StoreFailing);
                return true;
            case SendResult.NotAMember:
                session.Answer(AnswerCode.NotAMember, target);
                return true;
            case SendResult.NobodyElse:
                session.Answer(AnswerCode.NobodyElse, target);
                return true;
            default:
                return false;
        }
    }
}
