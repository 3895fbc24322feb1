using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>Ids of users; in words on the line of the reply.</summary>
/// <param name="Ids">The ids that are listed.</param>
/// <param name="More">How many more there are.</param>
public sealed record IdList(IReadOnlyCollection<string> Ids, long More = 0) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language)
    {
        string list = string.Join(' ', Ids);
        return More > 0 ? $"{list} {language.Choose($"……还有 {More} 人", $"... and {More} more")}" : list;
    }

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (string id in Ids)
            json.WriteValue(id);
        json.WriteEndArray();
    }
}
