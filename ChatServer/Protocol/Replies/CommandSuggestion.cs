using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>The command that somebody may have meant; in words a line of its own behind the words of the reply.</summary>
/// <param name="Name">Its name; <see langword="null"/> for nothing to suggest.</param>
public sealed record CommandSuggestion(string? Name) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language)
        => Name == null ? string.Empty : ReplyText.LineEnd + language.Choose($"您想用的是 {Name} 吗?", $"Did you mean {Name}?");

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        if (Name != null)
            json.WriteProperty(name, Name);
    }
}
