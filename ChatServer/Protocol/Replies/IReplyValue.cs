using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>A value of a reply that is more than a number or a word.</summary>
public interface IReplyValue
{
    /// <summary>The value in words. It may be several lines, without a line end behind the last.</summary>
    /// <param name="language">The language.</param>
    string ToText(Language language);

    /// <summary>Writes the value as a property of an open JSON object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="language">The language of words in it.</param>
    void WriteJson(JsonTextWriter json, string name, Language language);
}
