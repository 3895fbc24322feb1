using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>The JSON fields of a message (<c>"type":"message"</c>).</summary>
internal static class JsonMessage
{
    /// <summary>Writes the fields into an open JSON object.</summary>
    public static void WriteFields(JsonTextWriter json, StoredMessage message, bool isReplay, Language language)
    {
        json.WriteProperty("id", message.Id.ToString());
        json.WriteProperty("from", message.From);
        if (message.Group != null)
            json.WriteProperty("group", message.Group.Group);
        json.WriteProperty("text", NoticeText.Show(message, language));
        json.WriteProperty("time", Time.Show(message.Time));
        json.WriteProperty("replay", isReplay);
    }
}
