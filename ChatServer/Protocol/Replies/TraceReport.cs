using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

/// <summary>The life of a message: one line in words, several fields in JSON.</summary>
/// <param name="Message">The message.</param>
public sealed record TraceReport(MessageTrace Message) : IReplyValue
{
    /// <inheritdoc/>
    public string ToText(Language language) => $"{string.Join("; ", Describe(language))} {Message.Id}";

    /// <inheritdoc/>
    public void WriteJson(JsonTextWriter json, string name, Language language)
    {
        json.WriteProperty(name, Message.Id);
        json.WriteProperty("from", Message.From);
        json.WriteProperty(Message.IsToGroup ? "group" : "to", Message.To);
        json.WriteProperty("time", Accepted);
        json.WriteProperty("level", Message.Level == StoreLevel.Disk ? "disk" : "memory");
        json.WriteProperty("deliveries", Message.Deliveries);
        if (Message.LastDelivered.Ticks > 0)
            json.WriteProperty("delivered", Time.Show(Message.LastDelivered));
        json.WriteProperty("state", Message.End switch { MessageEnd.Confirmed => "confirmed", MessageEnd.Expired => "given-up", MessageEnd.Recalled => "recalled", _ => "unconfirmed" });
        if (Message.IsToGroup)
            json.WriteProperty("unconfirmed", Message.Unconfirmed);
        if (Message.End != null)
            json.WriteProperty("ended", Time.Show(Message.EndedAt));
    }

    private string Accepted => Time.Show(MessageIds.TimeOf(Message.Id));

    private IEnumerable<string> Describe(Language language)
    {
        string receiver = Message.IsToGroup ? language.Choose("发到群", "to the group") : language.Choose("发给", "to");
        yield return language.Choose($"{Message.From} {receiver} {Message.To},{Accepted}", $"{Message.From} {receiver} {Message.To}, {Accepted}");
        yield return Message.Level == StoreLevel.Disk ? language.Choose("已存盘", "on disk") : language.Choose("在内存中", "in memory");
        yield return DescribeDelivery(language);
        yield return DescribeEnd(language);
    }

    private string DescribeDelivery(Language language)
    {
        int count = Message.Deliveries;
        if (count == 0)
            return language.Choose("尚未送出", "not handed over yet");
        if (Message.LastDelivered.Ticks == 0)
            return language.Choose("已送出", "handed over");
        string last = Time.Show(Message.LastDelivered);
        return language.Choose($"已送出 {count} 次,最近 {last}", $"handed over {count} {Plurals.Choose(count, "time", "times")}, last {last}");
    }

    private string DescribeEnd(Language language)
    {
        string ended = Time.Show(Message.EndedAt);
        return Message.End switch
        {
            MessageEnd.Confirmed => language.Choose($"已确认,{ended}", $"confirmed {ended}"),
            MessageEnd.Expired => language.Choose($"已放弃,{ended}", $"given up {ended}"),
            MessageEnd.Recalled => language.Choose($"已撤回,{ended}", $"recalled {ended}"),
            _ when Message.IsToGroup => language.Choose($"{Message.Unconfirmed} 人未确认", $"unconfirmed by {Message.Unconfirmed}"),
            _ => language.Choose("未确认", "unconfirmed"),
        };
    }
}
