using System.Globalization;
using ChatServer.Storage;
using ChatServer.Users;

namespace ChatServer.Control;

/// <content>Removing messages.</content>
internal sealed partial class OperatorDesk
{
    public const string Purge = "purge";
    public const string PurgeFrom = "from";
    public const string PurgeTo = "to";
    public const string PurgeBoth = "both";

    // Senders or recipients that are listed; the answer stays readable.
    private const int MaxListed = 20;

    private async Task<string> PurgeAsync(string id, string which, Func<string, Task> write)
    {
        long count = 0;
        if (which is PurgeTo or PurgeBoth)
        {
            PurgeResult to = await system.Chat.PurgeToAsync(id).ConfigureAwait(false);
            count += await ShowAsync(to, $"to {id}", "from", write).ConfigureAwait(false);
        }

        if (which is PurgeFrom or PurgeBoth)
        {
            PurgeResult from = await system.Chat.PurgeFromAsync(id).ConfigureAwait(false);
            count += await ShowAsync(from, $"from {id}", "to", write).ConfigureAwait(false);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Done} {count} unconfirmed messages were removed; {system.Chat.StoredCount} are left in all.");
    }

    private async Task<long> ShowAsync(PurgeResult result, string what, string other, Func<string, Task> write)
    {
        await system.Store.WhenDurableAsync(result.Position).ConfigureAwait(false);
        await write(string.Create(CultureInfo.InvariantCulture, $"{what}: {result.Count} messages with {result.Characters} characters")).ConfigureAwait(false);
        foreach ((string user, long messages) in result.ByUser.Take(MaxListed))
            await write(string.Create(CultureInfo.InvariantCulture, $"  {messages} {other} {user}")).ConfigureAwait(false);
        if (result.Users > MaxListed)
            await write(string.Create(CultureInfo.InvariantCulture, $"  and some {other} {result.Users - MaxListed} others")).ConfigureAwait(false);
        return result.Count;
    }
}
