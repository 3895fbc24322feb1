using System.Globalization;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>One JSON object a line, for programs; docs/protocol.md describes every field.</summary>
/// <param name="escapeNonAscii">Whether characters beyond ASCII are written as <c>\uXXXX</c>, so that no encoding loses one.</param>
public sealed class JsonFormat(bool escapeNonAscii) : IReplyFormat
{
    /// <summary>Name of the format.</summary>
    public const string FormatName = "json";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Write(in Reply reply, Language language)
    {
        ReplyDefinition definition = reply.Definition;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (JsonTextWriter json = StartObject(text, definition.IsError ? "error" : "answer"))
        {
            json.WriteProperty("code", definition.Code);
            json.WriteProperty("name", definition.Name);
            WriteFields(json, definition, reply.Values, language);
            if (reply.Reference != null)
                json.WriteProperty("ref", reply.Reference);
            if (reply.Tag != null)
                json.WriteProperty("tag", reply.Tag);
            json.WriteProperty("text", TextFormat.Instance.Write(reply, language).Trim('\r', '\n'));
            json.WriteEndObject();
        }

        text.Write(ReplyText.LineEnd);
        return text.ToString();
    }

    /// <inheritdoc/>
    public int Write(StoredMessage message, bool isReplay, Language language, ref char[] line)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (JsonTextWriter json = StartObject(text, "message"))
        {
            json.WriteProperty("id", message.Id.ToString());
            json.WriteProperty("from", message.From);
            if (message.Group != null)
                json.WriteProperty("group", message.Group.Group);
            json.WriteProperty("text", NoticeText.Show(message, language));
            json.WriteProperty("time", Time.Show(message.Time));
            json.WriteProperty("replay", isReplay);
            json.WriteEndObject();
        }

        text.Write(ReplyText.LineEnd);
        System.Text.StringBuilder written = text.GetStringBuilder();
        if (line.Length < written.Length)
            line = new char[written.Length];
        written.CopyTo(0, line, written.Length);
        return written.Length;
    }

    private static void WriteFields(JsonTextWriter json, ReplyDefinition definition, ReadOnlySpan<object?> values, Language language)
    {
        for (int i = 0; i < values.Length; i++)
        {
            string name = definition.Fields[i].Name;
            if (values[i] is IReplyValue own)
                own.WriteJson(json, name, language);
            else
                json.WriteProperty(name, values[i]);
        }

        if (definition.Constant is { } constant)
            json.WriteProperty(constant.Name, constant.Value);
    }

    private JsonTextWriter StartObject(StringWriter text, string type)
    {
        var json = new JsonTextWriter(text)
        {
            ArrayPool = JsonBuffers.Shared,
            CloseOutput = false,
            StringEscapeHandling = escapeNonAscii ? StringEscapeHandling.EscapeNonAscii : StringEscapeHandling.Default,
        };
        json.WriteStartObject();
        json.WriteProperty("type", type);
        return json;
    }
}
