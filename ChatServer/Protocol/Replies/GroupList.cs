using ChatServer.Core.Groups;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>The groups of a user; in words a line each, behind the words of the reply.</summary>
/// <param name="Groups">The groups.</param>
public sealed record GroupList(IReadOnlyList<GroupInfo> Groups) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language) => string.Concat(Groups.Select(group => ReplyText.LineEnd + Show(group, language)));

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (GroupInfo group in Groups)
        {
            json.WriteStartObject();
            json.WriteProperty("group", group.Name);
            json.WriteProperty("members", group.Members);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Show(GroupInfo group, Language language)
        => language.Choose($"{group.Name} {group.Members} 人", $"{group.Name} {group.Members} {Plurals.Choose(group.Members, "member", "members")}");
}
