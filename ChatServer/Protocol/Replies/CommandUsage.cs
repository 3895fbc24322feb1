using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>How to write a command, in one line.</summary>
/// <param name="Command">The command.</param>
public sealed record CommandUsage(CommandDescription Command) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language) => Command.ShowUsage(language);

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language) => json.WriteProperty(name, ToText(language));
}
