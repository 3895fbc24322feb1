using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>The life of a message in words.</summary>
internal static class TraceText
{
    /// <summary>Writes it in one line.</summary>
    public static string Write(MessageTrace trace, ChatTexts texts) => $"{string.Join("; ", Describe(trace, texts))} {trace.Id}";

    private static IEnumerable<string> Describe(MessageTrace trace, ChatTexts texts)
    {
        yield return Format(trace.IsToGroup ? texts.TraceToGroup : texts.TraceSent, trace.From, trace.To, Time.Show(MessageIds.TimeOf(trace.Id)));
        yield return trace.Level == StoreLevel.Disk ? texts.TraceOnDisk : texts.TraceInMemory;
        yield return trace switch
        {
            { Deliveries: 0 } => texts.TraceNotDelivered,
            { LastDelivered: { Ticks: 0 } } => texts.TraceDelivered,
            _ => Format(texts.TraceDeliveredAt, trace.Deliveries, Time.Show(trace.LastDelivered)),
        };
        yield return trace.End switch
        {
            MessageEnd.Confirmed => Format(texts.TraceConfirmed, Time.Show(trace.EndedAt)),
            MessageEnd.GivenUp => Format(texts.TraceGivenUp, Time.Show(trace.EndedAt)),
            _ => trace.IsToGroup ? Format(texts.TraceUnconfirmedBy, trace.Unconfirmed) : texts.TraceUnconfirmed,
        };
    }

    private static string Format(string format, params ReadOnlySpan<object> values) => Plurals.Format(format, values!);
}
