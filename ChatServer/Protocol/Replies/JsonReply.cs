using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>
/// The JSON fields of a reply (<c>"type":"answer"</c> or <c>"error"</c>). The first ones are common to all replies. The fields of one reply are declared
/// with it in <see cref="Replies"/>; a field that is an array or an object is an <see cref="IReplyValue"/>, for example <see cref="GroupList"/>.
/// </summary>
internal static class JsonReply
{
    /// <summary>Writes the fields into an open JSON object.</summary>
    public static void WriteFields(JsonTextWriter json, in Reply reply, Language language)
    {
        json.WriteProperty("code", reply.Definition.Code);
        json.WriteProperty("name", reply.Definition.Name);
        WriteValues(json, reply.Definition, reply.Values, language);
        if (reply.Reference != null)
            json.WriteProperty("ref", reply.Reference);
        if (reply.Tag != null)
            json.WriteProperty("tag", reply.Tag);
        json.WriteProperty("text", TextFormat.Instance.Write(reply, language).Trim('\r', '\n'));
    }

    private static void WriteValues(JsonTextWriter json, ReplyDefinition definition, ReadOnlySpan<object?> values, Language language)
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
}
