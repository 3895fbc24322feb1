using System.Globalization;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin;

/// <summary>
/// Carries out the operator's requests, a line each: <c>add ID PASSWORD</c>, <c>passwd ID PASSWORD</c>, <c>remove ID</c>, <c>list</c>,
/// <c>purge from|to|both ID</c>. The last line of an answer begins with <c>done</c> or <c>failed</c>. Thread-safe.
/// </summary>
internal sealed partial class AdminCommands(IChat chat)
{
    public const string Add = "add";
    public const string Passwd = "passwd";
    public const string Remove = "remove";
    public const string List = "list";

    private const string Done = "done";
    private const string Failed = "failed";

    /// <summary>Reads the last line of an answer.</summary>
    /// <param name="last">The line.</param>
    /// <param name="text">What there is to say, for people; maybe nothing.</param>
    /// <returns>Whether the request was carried out.</returns>
    public static bool IsDone(string last, out string text)
    {
        int blank = last.IndexOf(' ', StringComparison.Ordinal);
        text = blank < 0 ? string.Empty : last[(blank + 1)..];
        return last.StartsWith(Done, StringComparison.Ordinal);
    }

    /// <summary>Carries a request out.</summary>
    /// <param name="request">The line.</param>
    /// <param name="write">Gets the lines before the last one.</param>
    /// <returns>The last line of the answer.</returns>
    public async Task<string> ExecuteAsync(string request, Func<string, Task> write)
    {
        try
        {
            return request.Split(' ') switch
            {
                [Add, string id, string password] when IsId(id)
                    => await AddAsync(id, password).ConfigureAwait(false),
                [Passwd, string id, string password] when IsId(id) => await ReplacePasswordAsync(id, password).ConfigureAwait(false),
                [Remove, string id] when IsId(id) => await RemoveAsync(id).ConfigureAwait(false),
                [List] => await ListAsync(write).ConfigureAwait(false),
                [Purge, PurgeFrom or PurgeTo or PurgeBoth, string id] when IsId(id) => await PurgeAsync(id, request.Split(' ')[1], write).ConfigureAwait(false),
                _ => $"{Failed} This request is not known.",
            };
        }
        catch (StoreException e)
        {
            return $"{Failed} Not stored: the server cannot write to its disk ({e.Message}); it is stored when the disk recovers.";
        }
    }

    private static bool IsId(string text) => UserId.TryParse(text, out string id) && id == text;

    private static string Answer(AccountChange change, string id, string done) => change switch
    {
        AccountChange.Done => $"{Done} The account {id} {done}.",
        AccountChange.Exists => $"{Failed} There is an account {id} already; 'user passwd' changes its password.",
        AccountChange.Unknown => $"{Failed} There is no account {id}.",
        AccountChange.UnusableId => $"{Failed} No new account may have the id {id}: it has characters that cannot be seen, marks without a letter, or letters of several scripts.",
        AccountChange.LookalikeId => $"{Failed} The id {id} looks like that of another account.",
        AccountChange.TooMany => $"{Failed} There are as many accounts as maxAccounts allows.",
        _ => $"{Failed} A password is 1 to {Password.MaxLength} characters, without blanks and control characters.",
    };

    private async Task<string> AddAsync(string id, string password)
        => Answer(await chat.AddAccountAsync(id, password).ConfigureAwait(false), id, "was added");

    private async Task<string> ReplacePasswordAsync(string id, string password)
        => Answer(await chat.ReplacePasswordAsync(id, password).ConfigureAwait(false), id, "has a new password");

    private async Task<string> RemoveAsync(string id) => Answer(await chat.RemoveAccountAsync(id).ConfigureAwait(false), id, "was removed");

    private async Task<string> ListAsync(Func<string, Task> write)
    {
        foreach (Account account in chat.GetAccounts().OrderBy(account => account.Id, StringComparer.Ordinal))
            await write(string.Create(CultureInfo.InvariantCulture, $"{account.Id,-UserId.MaxLength} {Time.Show(account.Time)}")).ConfigureAwait(false);
        return Done;
    }
}
