using System.Globalization;
using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Transfer;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SuperSocket.SocketBase;

namespace ChatServer.Admin;

/// <summary>The lines of an export. docs/administration.md describes them.</summary>
internal static class TransferJson
{
    private const int Version = 1;
    private const int MaxText = 1024 * 1024;
    private const int MaxReference = 64;

    /// <summary>The first line.</summary>
    public static string Head { get; } = $$"""{"type":"export","version":{{Version}}}""";

    /// <summary>Writes a line.</summary>
    /// <param name="item">The item.</param>
    public static string Write(TransferItem item) => ToJson(item).ToString(Formatting.None);

    /// <summary>Checks the first line.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="AdminArgumentException">It is none, or of a later version.</exception>
    public static void CheckHead(string line)
    {
        var fields = new TransferFields(line);
        if (fields.GetText("type") != "export")
            throw new AdminArgumentException($"the first line is not {Head}");
        if (fields.GetNumber("version") != Version)
            throw new AdminArgumentException($"this program reads version {Version} of exports only");
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static TransferItem Read(string line)
    {
        var fields = new TransferFields(line);
        string type = fields.GetText("type");
        TransferItem item = type switch
        {
            "account" => ReadAccount(fields),
            "ban" => ReadBan(fields),
            "group" => new GroupItem(fields.GetId("group"), fields.GetIds("members")),
            "message" => ReadMessage(fields),
            _ => throw new AdminArgumentException($"there is no type '{PrintableText.Line(type)}'; the types are account, ban, group and message"),
        };
        fields.CheckAllRead();
        return item;
    }

    private static JObject ToJson(TransferItem item)
    {
        var json = new JObject();
        switch (item)
        {
            case AccountItem account:
                json["type"] = "account";
                json["id"] = account.Id;
                json["hash"] = account.Hash;
                json["passwordSet"] = Time.Show(account.Time);
                json["role"] = AdminNames.Of((account.Marks & AccountMarks.Operator) != 0 ? AccountRole.Operator : AccountRole.User);
                json["disabled"] = (account.Marks & AccountMarks.Disabled) != 0;
                break;
            case BanItem { Ban: var ban }:
                json["type"] = "ban";
                json["target"] = ban.Target.Text;
                if (ban.Until is { } until)
                    json["until"] = Time.Show(until);
                json["reason"] = ban.Reason;
                break;
            case GroupItem group:
                json["type"] = "group";
                json["group"] = group.Name;
                json["members"] = new JArray(group.Members);
                break;
            case MessageItem message:
                json["type"] = "message";
                json["id"] = message.Id.ToString();
                if (message.Accepted != default)
                    json["accepted"] = new JArray(message.Accepted.Wall, message.Accepted.Age);
                json["from"] = message.From;
                if (message.Group != null)
                    json["group"] = message.Group;
                json["to"] = new JArray(message.To);
                json["text"] = message.Text;
                if (message.IsTracked)
                    json["receipts"] = true;
                if (message.Reference != null)
                    json["ref"] = message.Reference;
                break;
        }

        return json;
    }

    private static AccountItem ReadAccount(TransferFields fields)
    {
        AccountMarks role = UserRoleOf(fields.FindText("role") ?? AdminNames.Of(AccountRole.User));
        AccountMarks disabled = fields.GetFlag("disabled") ? AccountMarks.Disabled : AccountMarks.None;
        return new AccountItem(fields.GetId("id"), fields.GetText("hash"), fields.GetTime("passwordSet"), role | disabled);
    }

    private static AccountMarks UserRoleOf(string text) => Verbs.UserRole.ParseRole(text) == AccountRole.Operator ? AccountMarks.Operator : AccountMarks.None;

    private static BanItem ReadBan(TransferFields fields)
    {
        string text = fields.GetText("target");
        if (!BanTarget.TryParse(text, out BanTarget? target))
            throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no id, address or network");
        string reason = fields.FindText("reason") ?? string.Empty;
        return reason.Length <= BanList.MaxReason && PrintableText.Line(reason) == reason
            ? new BanItem(new Ban(target, fields.FindTime("until"), reason))
            : throw new AdminArgumentException($"the reason is not one line of at most {BanList.MaxReason} characters");
    }

    private static MessageItem ReadMessage(TransferFields fields)
    {
        string id = fields.GetText("id");
        if (!Guid.TryParseExact(id, "D", out Guid guid))
            throw new AdminArgumentException($"'{PrintableText.Line(id)}' is no id of a message");
        string from = fields.GetText("from");
        from = from == ServerNotice.Sender ? from : fields.GetId("from");
        string text = fields.GetText("text");
        if (text.Length > MaxText || PrintableText.Line(text) != text)
            throw new AdminArgumentException($"the text is not one line of at most {MaxText.ToString(CultureInfo.InvariantCulture)} printable characters");
        string? group = fields.FindText("group") == null ? null : fields.GetId("group");
        IReadOnlyList<string> to = fields.GetIds("to");
        if (group == null && to.Count != 1)
            throw new AdminArgumentException("a message to no group has one recipient");
        string? reference = fields.FindText("ref");
        if (reference is { Length: 0 or > MaxReference })
            throw new AdminArgumentException($"the reference is longer than {MaxReference} characters, or empty");
        return new MessageItem(guid, ReadAccepted(fields), from, group, to, text, fields.GetFlag("receipts") || reference != null, reference);
    }

    private static MessageMoment ReadAccepted(TransferFields fields)
        => fields.FindNumbers("accepted") is not { } moment ? default
            : moment is [> 0 and var wall, > 0 and var age] ? new MessageMoment(wall, age)
            : throw new AdminArgumentException("'accepted' must be two numbers of milliseconds");
}
