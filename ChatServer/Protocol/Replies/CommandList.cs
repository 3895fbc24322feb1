using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>The help for all commands in words; their names in JSON.</summary>
/// <param name="Commands">The commands.</param>
/// <param name="IsOperator">Whether an operator asks.</param>
public sealed record CommandList(CommandTable Commands, bool IsOperator = false) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language) => Commands.ShowHelp(language, IsOperator);

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (CommandDescription command in Commands.GetListed(IsOperator))
            json.WriteValue(command.Name);
        json.WriteEndArray();
    }
}
