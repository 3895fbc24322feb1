using System.Globalization;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>
/// One JSON object a line, for programs. <see cref="JsonReply"/> and <see cref="JsonMessage"/> have the fields, docs/protocol.md describes them.
/// </summary>
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
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (JsonTextWriter json = StartObject(text, reply.Definition.IsError ? "error" : "answer"))
        {
            JsonReply.WriteFields(json, reply, language);
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
            JsonMessage.WriteFields(json, message, isReplay, language);
            json.WriteEndObject();
        }

        text.Write(ReplyText.LineEnd);
        System.Text.StringBuilder written = text.GetStringBuilder();
        if (line.Length < written.Length)
            line = new char[written.Length];
        written.CopyTo(0, line, written.Length);
        return written.Length;
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
