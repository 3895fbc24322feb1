using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>The words and the field names of each answer.</summary>
public static partial class AnswerCatalog
{
    private static readonly FrozenDictionary<AnswerCode, Entry> Entries = Make().ToFrozenDictionary();

    /// <summary>The name of a code in JSON: its own, in lower case with hyphens.</summary>
    /// <param name="code">The code.</param>
    public static string NameOf(AnswerCode code) => Entries[code].Name;

    /// <summary>The names of an answer's values.</summary>
    /// <param name="code">The code.</param>
    public static IReadOnlyList<string> FieldsOf(AnswerCode code) => Entries[code].Fields;

    /// <summary>The words of an answer, with places for its values.</summary>
    /// <param name="code">The code.</param>
    /// <param name="texts">The language.</param>
    public static string WordsOf(AnswerCode code, ChatTexts texts) => Entries[code].Words(texts);

    private static IEnumerable<KeyValuePair<AnswerCode, Entry>> Make()
    {
        yield return New(AnswerCode.Welcome, static _ => ChatTexts.Welcome);
        yield return New(AnswerCode.LoggedIn, static texts => texts.LoggedIn);
        yield return New(AnswerCode.StoredOnDisk, static texts => texts.StoredOnDisk, "id");
        yield return New(AnswerCode.StoredInMemory, static texts => texts.StoredInMemory, "id");
        yield return New(AnswerCode.NotDeliveredYet, static texts => texts.NotDeliveredYet);
        yield return New(AnswerCode.RecipientConfirmed, static texts => texts.RecipientConfirmed, "to", "id");
        yield return New(AnswerCode.Confirmed, static texts => texts.Confirmed, "id");
        yield return New(AnswerCode.ConfirmedAll, static texts => texts.ConfirmedAll, "count");
        yield return New(AnswerCode.ReceiptsOn, static texts => texts.ReceiptsOn);
        yield return New(AnswerCode.ReceiptsOff, static texts => texts.ReceiptsOff);
        yield return New(AnswerCode.Pending, static texts => texts.Pending, "count");
        yield return New(AnswerCode.Online, static texts => texts.Online, "count", "ids");
        yield return New(AnswerCode.Trace, static _ => string.Empty, "id");
        yield return New(AnswerCode.Help, static texts => texts.Help);
        yield return New(AnswerCode.Goodbye, static texts => texts.Goodbye);
        yield return New(AnswerCode.PasswordChanged, static texts => texts.PasswordChanged);
        yield return New(AnswerCode.Heartbeat, static _ => ChatTexts.Heartbeat);
        yield return New(AnswerCode.GivenUp, static texts => texts.GivenUp, "to", "id");
        yield return New(AnswerCode.FormatChanged, static texts => texts.FormatChanged, "format");
        yield return New(AnswerCode.Delivered, static texts => texts.Delivered, "to", "id");
        yield return New(AnswerCode.Joined, static texts => texts.Joined, "group", "count");
        yield return New(AnswerCode.Left, static texts => texts.Left, "group");
        yield return New(AnswerCode.MemberJoined, static texts => texts.MemberJoined, "group", "id");
        yield return New(AnswerCode.MemberLeft, static texts => texts.MemberLeft, "group", "id");
        yield return New(AnswerCode.Members, static texts => texts.Members, "group", "count", "online", "offline");
        yield return New(AnswerCode.Groups, static texts => texts.Groups, "count", "groups");
        yield return New(AnswerCode.NotForAll, static texts => texts.NotForAll, "group", "id", "count", "ids");
        yield return New(AnswerCode.ReceiptsAll, static texts => texts.ReceiptsAll);
        yield return New(AnswerCode.GroupConfirmed, static texts => texts.GroupConfirmed, "group", "id");
        yield return New(AnswerCode.GroupGivenUp, static texts => texts.GroupGivenUp, "group", "id");
        yield return New(AnswerCode.AccountCreated, static texts => texts.AccountCreated, "id");
        yield return New(AnswerCode.SessionToken, static texts => texts.SessionToken, "token");
        yield return New(AnswerCode.MembersChanged, static texts => texts.MembersChanged, "group", "joined", "left");

        yield return New(AnswerCode.LanguageChanged, static texts => texts.LanguageChanged, "language");

        yield return New(AnswerCode.WrongParameters, static texts => texts.WrongParameters);
        yield return New(AnswerCode.LogInFirst, static texts => texts.LogInFirst);
        yield return New(AnswerCode.UnknownCommand, static texts => texts.UnknownCommand, "command");
        yield return New(AnswerCode.NoSuchMessage, static texts => texts.NoSuchMessage, "id");
        yield return New(AnswerCode.NoSuchUser, static texts => texts.NoSuchUser, "to");
        yield return New(AnswerCode.NotAMember, static texts => texts.NotAMember, "group");
        yield return New(AnswerCode.NobodyElse, static texts => texts.NobodyElse, "group");
        yield return New(AnswerCode.LineTooLong, static texts => texts.LineTooLong, "most");
        yield return New(AnswerCode.InvalidText, static texts => texts.InvalidText, "encoding");
        yield return New(AnswerCode.InvalidJson, static texts => texts.InvalidJson, "why");
        yield return New(AnswerCode.RecipientFull, static texts => texts.RecipientFull, "to", "mostMessages", "mostCharacters");
        yield return New(AnswerCode.TextTooLong, static texts => texts.TextTooLong, "length", "most");
        yield return New(AnswerCode.TooManyGroups, static texts => texts.TooManyGroups, "most");
        yield return New(AnswerCode.GroupFull, static texts => texts.GroupFull, "group", "most");
        yield return New(AnswerCode.SenderFull, static texts => texts.SenderFull, "mostMessages", "mostCharacters");
        yield return New(AnswerCode.AddressFull, static texts => texts.AddressFull, "mostMessages", "mostCharacters");
        yield return New(AnswerCode.ShareFull, static texts => texts.ShareFull, "to");
        yield return New(AnswerCode.TooManyToUnknown, static texts => texts.TooManyToUnknown, "to", "most");
        yield return New(AnswerCode.TooManyNewAccounts, static texts => texts.TooManyNewAccounts, "seconds");
        yield return New(AnswerCode.TooManyMessages, static texts => texts.TooManyMessages, "mostPerSecond", "seconds");
        yield return New(AnswerCode.TooManyLogins, static texts => texts.TooManyLogins, "mostPerSecond", "seconds");
        yield return New(AnswerCode.TooManyConnections, static texts => texts.TooManyConnections, "most");
        yield return New(AnswerCode.WrongPassword, static texts => texts.WrongPassword);
        yield return New(AnswerCode.WrongOldPassword, static texts => texts.WrongOldPassword);
        yield return New(AnswerCode.LoginThrottled, static texts => texts.LoginThrottled, "seconds");
        yield return New(AnswerCode.InvalidPassword, static texts => texts.InvalidPassword);
        yield return New(AnswerCode.NoPasswords, static texts => texts.NoPasswords);
        yield return New(AnswerCode.UnusableName, static texts => texts.UnusableName, "wanted");
        yield return New(AnswerCode.LookalikeName, static texts => texts.LookalikeName, "wanted");
        yield return New(AnswerCode.ReservedId, static texts => texts.ReservedId, "wanted");
        yield return New(AnswerCode.Kicked, static texts => texts.Kicked);
        yield return New(AnswerCode.PasswordReset, static texts => texts.PasswordReset);
        yield return New(AnswerCode.AccountRemoved, static texts => texts.AccountRemoved);
        yield return New(AnswerCode.LoginTooLate, static texts => texts.LoginTooLate, "seconds");
        yield return New(AnswerCode.ReadTooSlowly, static texts => texts.ReadTooSlowly, "seconds");
        yield return New(AnswerCode.IdleTooLong, static texts => texts.IdleTooLong, "seconds");

        yield return New(AnswerCode.Failed, static texts => texts.Failed, "why");
        yield return New(AnswerCode.LoginBusy, static texts => texts.LoginBusy, "seconds");
        yield return New(AnswerCode.ShuttingDown, static texts => texts.ShuttingDown);
        yield return New(AnswerCode.TooManyAccounts, static texts => texts.TooManyAccounts);
        yield return New(AnswerCode.StoreFull, static texts => texts.StoreFull, "mostMessages", "mostCharacters");
        yield return New(AnswerCode.StoreFailing, static texts => texts.StoreFailing);
        yield return New(AnswerCode.NotOnDiskYet, static texts => texts.NotOnDiskYet, "why", "id");
        yield return New(AnswerCode.AccountNotStored, static texts => texts.AccountNotStored);
        yield return New(AnswerCode.TooManyMemberships, static texts => texts.TooManyMemberships);
        yield return New(AnswerCode.UnknownFull, static texts => texts.UnknownFull, "to", "most");
        yield return New(AnswerCode.TooManyMembershipsOfAddress, static texts => texts.TooManyMembershipsOfAddress, "most");
        yield return New(AnswerCode.PasswordNotOnDiskYet, static texts => texts.PasswordNotOnDiskYet);
    }

    private static KeyValuePair<AnswerCode, Entry> New(AnswerCode code, Func<ChatTexts, string> words, params string[] fields)
    {
#pragma warning disable CA1308 // JSON names are written in lower case
        string name = WordStart().Replace(code.ToString(), "-$1$2").ToLowerInvariant();
#pragma warning restore CA1308
        return new(code, new Entry(name, words, fields));
    }

    private sealed record Entry(string Name, Func<ChatTexts, string> Words, string[] Fields);

    [GeneratedRegex("(?<=[a-z])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])")]
    private static partial Regex WordStart();
}
