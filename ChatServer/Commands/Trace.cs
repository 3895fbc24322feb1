using System.Globalization;
using ChatServer.Messages;
using ChatServer.Sessions;
using ChatServer.Storage;
using ChatServer.Texts;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>
/// <c>Trace &lt;message id&gt;</c>: prints the life of a message, to its recipient while it is unconfirmed, and to its sender and recipient also
/// afterwards if it was sent with receipts on or with a reference.
/// </summary>
public class Trace : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length != 1 || !Guid.TryParseExact(requestInfo.Parameters[0], "D", out Guid id))
            session.Send(session.Texts.WrongParameters);
        else if (session.Chat.Trace(session.User!, id) is { } trace)
            session.Send($"{string.Join("; ", Describe(trace, session.Texts))} {id}");
        else
            session.Answer(session.Texts.NoSuchMessage, id);
    }

    private static IEnumerable<string> Describe(MessageTrace trace, ChatTexts texts)
    {
        yield return Format(texts.TraceSent, trace.From, trace.To, Time.Show(MessageIds.TimeOf(trace.Id)));
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
            _ => texts.TraceUnconfirmed,
        };
    }

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
