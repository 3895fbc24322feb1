using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>How to write one command and what it does, in words; how to write it, in JSON.</summary>
/// <param name="Command">The command.</param>
public sealed record CommandHelp(CommandDescription Command) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language) => HelpText.Write([Command], language);

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language) => json.WriteProperty(name, Command.ShowUsage(language));
}
