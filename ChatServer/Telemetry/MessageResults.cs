using System.Diagnostics.Metrics;
using ChatServer.Core.Delivery;

namespace ChatServer.Telemetry;

/// <summary>The tags of <c>chat.messages.stored</c>, <c>chat.messages.delivered</c> and <c>chat.messages.refused</c>.</summary>
internal static class MessageResults
{
    /// <summary>The value of the tag <c>reason</c> for a result of sending; <see langword="null"/> if the message was stored.</summary>
    /// <param name="result">The result.</param>
    public static string? GetReason(SendResult result) => result switch
    {
        SendResult.Delivering or SendResult.StoredForLater => null,
        SendResult.Repeated => "repeated",
        SendResult.NoSuchUser => "unknown_recipient",
        SendResult.Blocked => "blocked",
        SendResult.RecipientFull => "recipient_full",
        SendResult.ShareFull => "share_full",
        SendResult.SenderFull => "sender_full",
        SendResult.AddressFull => "address_full",
        SendResult.ToUnknownFull => "to_unknown_full",
        SendResult.UnknownFull => "unknown_full",
        SendResult.ServerFull => "server_full",
        SendResult.StoreFailing => "store_failing",
        SendResult.NotAMember => "not_a_member",
        SendResult.NobodyElse => "nobody_else",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "has no name"),
    };

    /// <summary>The value of the tag <c>reason</c> for a message that was refused before it was sent.</summary>
    /// <param name="refusal">Why.</param>
    public static string GetReason(AdmissionRefusal refusal) => refusal switch
    {
        AdmissionRefusal.TextTooLong => "text_too_long",
        AdmissionRefusal.Rate => "rate",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "has no name"),
    };

    /// <summary>Reads the counts of stored messages.</summary>
    /// <param name="counts">The counts.</param>
    public static IEnumerable<Measurement<long>> ReadStored(MessageCounts counts)
        => [Create(counts.Direct, "kind", "direct"), Create(counts.Group, "kind", "group"), Create(counts.Notices, "kind", "notice")];

    /// <summary>Reads the counts of deliveries.</summary>
    /// <param name="counts">The counts.</param>
    public static IEnumerable<Measurement<long>> ReadDelivered(MessageCounts counts)
        => [Create(counts.Delivered, "redelivery", "false"), Create(counts.Redelivered, "redelivery", "true")];

    /// <summary>Reads the counts of messages that were not stored.</summary>
    /// <param name="counts">The counts.</param>
    public static IEnumerable<Measurement<long>> ReadRefused(MessageCounts counts)
    {
        foreach (SendResult result in Enum.GetValues<SendResult>())
        {
            if (GetReason(result) is { } reason)
                yield return Create(counts.GetNotStored(result), "reason", reason);
        }

        foreach (AdmissionRefusal refusal in Enum.GetValues<AdmissionRefusal>())
            yield return Create(counts.GetNotAdmitted(refusal), "reason", GetReason(refusal));
    }

    private static Measurement<long> Create(long value, string tag, string name) => new(value, new KeyValuePair<string, object?>(tag, name));
}
