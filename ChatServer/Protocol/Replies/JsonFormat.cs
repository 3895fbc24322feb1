using System.Globalization;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>One JSON object a line, for programs; docs/protocol.md describes every field.</summary>
/// <param name="escapeNonAscii">Whether characters beyond ASCII are written as <c>\uXXXX</c>, so that no encoding loses one.</param>
public sealed class JsonFormat(bool escapeNonAscii) : IAnswerFormat
{
    /// <summary>Name of the format.</summary>
    public const string FormatName = "json";

    private const int FirstError = 400;

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Write(in Answer answer, ChatTexts texts)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (JsonTextWriter json = Begin(text, (int)answer.Code < FirstError ? "answer" : "error"))
        {
            Property(json, "code", (int)answer.Code);
            Property(json, "name", AnswerCatalog.NameOf(answer.Code));
            WriteValues(json, answer);
            if (answer.Reference != null)
                Property(json, "ref", answer.Reference);
            if (answer.Tag != null)
                Property(json, "tag", answer.Tag);
            Property(json, "text", TextFormat.Instance.Write(answer, texts).Trim('\r', '\n'));
            json.WriteEndObject();
        }

        return text + "\r\n";
    }

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, ChatTexts texts, ref char[] line)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (JsonTextWriter json = Begin(text, "message"))
        {
            Property(json, "id", message.Id.ToString());
            Property(json, "from", message.From);
            if (message.Group != null)
                Property(json, "group", message.Group.Group);
            Property(json, "text", NoticeText.Show(message, texts));
            Property(json, "time", Time.Show(message.Time));
            Property(json, "replay", isReplay);
            json.WriteEndObject();
        }

        text.Write("\r\n");
        System.Text.StringBuilder written = text.GetStringBuilder();
        if (line.Length < written.Length)
            line = new char[written.Length];
        written.CopyTo(0, line, written.Length);
        return written.Length;
    }

    private static void WriteValues(JsonTextWriter json, in Answer answer)
    {
        switch (answer.Code)
        {
            case AnswerCode.StoredOnDisk or AnswerCode.StoredInMemory:
                Property(json, "id", answer.Values[0]);
                Property(json, "level", answer.Code == AnswerCode.StoredOnDisk ? "disk" : "memory");
                break;
            case AnswerCode.Groups:
                Property(json, "count", answer.Values[0]);
                WriteGroups(json, (IReadOnlyList<GroupInfo>)answer.Values[1]);
                break;
            case AnswerCode.Pending:
                Property(json, "count", answer.Values[0]);
                WritePending(json, (PendingMessage[])answer.Values[1]);
                break;
            case AnswerCode.Trace:
                WriteTrace(json, (MessageTrace)answer.Values[0]);
                break;
            default:
                IReadOnlyList<string> fields = AnswerCatalog.FieldsOf(answer.Code);
                for (int i = 0; i < answer.Values.Length; i++)
                    Property(json, fields[i], answer.Values[i]);
                break;
        }
    }

    private static void WriteGroups(JsonTextWriter json, IReadOnlyList<GroupInfo> groups)
    {
        json.WritePropertyName("groups");
        json.WriteStartArray();
        foreach (GroupInfo group in groups)
        {
            json.WriteStartObject();
            Property(json, "group", group.Name);
            Property(json, "members", group.Members);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePending(JsonTextWriter json, PendingMessage[] messages)
    {
        json.WritePropertyName("messages");
        json.WriteStartArray();
        foreach (PendingMessage message in messages)
        {
            json.WriteStartObject();
            Property(json, "id", message.Id);
            Property(json, "from", message.From);
            Property(json, "time", message.Time);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTrace(JsonTextWriter json, MessageTrace trace)
    {
        Property(json, "id", trace.Id.ToString());
        Property(json, "from", trace.From);
        Property(json, trace.IsToGroup ? "group" : "to", trace.To);
        Property(json, "time", Time.Show(MessageIds.TimeOf(trace.Id)));
        Property(json, "level", trace.Level == StoreLevel.Disk ? "disk" : "memory");
        Property(json, "deliveries", trace.Deliveries);
        if (trace.LastDelivered.Ticks > 0)
            Property(json, "delivered", Time.Show(trace.LastDelivered));
        Property(json, "state", trace.End switch { MessageEnd.Confirmed => "confirmed", MessageEnd.GivenUp => "given-up", _ => "unconfirmed" });
        if (trace.IsToGroup)
            Property(json, "unconfirmed", trace.Unconfirmed);
        if (trace.End != null)
            Property(json, "ended", Time.Show(trace.EndedAt));
    }

    // Several ids are an array.
    private static void Property(JsonTextWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        if (value is not IEnumerable<string> ids)
        {
            json.WriteValue(value);
            return;
        }

        json.WriteStartArray();
        foreach (string id in ids)
            json.WriteValue(id);
        json.WriteEndArray();
    }

    private JsonTextWriter Begin(StringWriter text, string type)
    {
        var json = new JsonTextWriter(text)
        {
            ArrayPool = JsonBuffers.Shared,
            CloseOutput = false,
            StringEscapeHandling = escapeNonAscii ? StringEscapeHandling.EscapeNonAscii : StringEscapeHandling.Default,
        };
        json.WriteStartObject();
        Property(json, "type", type);
        return json;
    }
}
