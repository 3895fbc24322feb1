using ChatServer.Protocol.Languages;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Protocol.Replies;

/// <summary>What an admin verb said. It is English in every language.</summary>
/// <param name="Text">Lines with LF between them, for people.</param>
/// <param name="Json">The same for programs.</param>
public sealed record AdminOutput(string Text, JObject Json) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language) => Text.Replace("\n", "\r\n", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        json.WritePropertyName(name);
        Json.WriteTo(json);
    }
}
