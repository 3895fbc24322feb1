using System.Globalization;
using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin;

/// <content>Removing messages.</content>
internal sealed partial class AdminCommands
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
            PurgeResult to = await chat.PurgeToAsync(id).ConfigureAwait(false);
            count += await ShowAsync(to, $"to {id}", "from", write).ConfigureAwait(false);
        }

        if (which is PurgeFrom or PurgeBoth)
        {
            PurgeResult from = await chat.PurgeFromAsync(id).ConfigureAwait(false);
            count += await ShowAsync(from, $"from {id}", "to", write).ConfigureAwait(false);
        }

        return Plurals.Format("{0} {1} unconfirmed {1:message was|messages were} removed; {2} {2:is|are} left in all.", Done, count, chat.StoredCount);
    }

    private async Task<long> ShowAsync(PurgeResult result, string what, string other, Func<string, Task> write)
    {
        await chat.Durability.WhenDurableAsync(result.Position).ConfigureAwait(false);
        await write(Plurals.Format("{0}: {1} {1:message|messages} with {2} {2:character|characters}", what, result.Count, result.Characters)).ConfigureAwait(false);
        foreach ((string user, long messages) in result.ByUser.Take(MaxListed))
            await write(string.Create(CultureInfo.InvariantCulture, $"  {messages} {other} {user}")).ConfigureAwait(false);
        if (result.Users > MaxListed)
            await write(Plurals.Format("  and some {0} {1} {1:other|others}", other, result.Users - MaxListed)).ConfigureAwait(false);
        return result.Count;
    }
}
