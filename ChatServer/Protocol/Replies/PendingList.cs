using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>Unconfirmed messages; in words a line each, behind the words of the reply.</summary>
/// <param name="Messages">The messages that are listed.</param>
/// <param name="More">How many more there are.</param>
public sealed record PendingList(IReadOnlyList<PendingMessage> Messages, long More) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language)
    {
        IEnumerable<string> lines = Messages.Select(message => $"{ReplyText.LineEnd}{message.From} {message.Time} {message.Id}");
        if (More > 0)
            lines = lines.Append(ReplyText.LineEnd + language.Choose($"……还有 {More} 条", $"... and {More} more"));
        return string.Concat(lines);
    }

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (PendingMessage message in Messages)
        {
            json.WriteStartObject();
            json.WriteProperty("id", message.Id);
            json.WriteProperty("from", message.From);
            json.WriteProperty("time", message.Time);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>A message in a list of unconfirmed ones.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Its sender.</param>
/// <param name="Time">When it was accepted, as <see cref="Languages.Time"/> shows it.</param>
public sealed record PendingMessage(Guid Id, string From, string Time);
