using ChatServer.Core.Storage;

namespace ChatServer.Core.Accounts;

/// <content>Accounts as records of the store.</content>
public sealed partial class AccountService
{
    /// <summary>Applies a record if it belongs to an account.</summary>
    /// <param name="record">The record.</param>
    public void Apply(in StoreRecord record)
    {
        lock (_lock)
        {
            if (record.Kind == RecordKind.AccountSet)
                Put(record.User, record.Text, DateTimeOffset.FromUnixTimeMilliseconds(record.Time), IStore.PositionOfRead);
            else if (record.Kind == RecordKind.AccountRemoved)
                Forget(record.User);
            else if (record.Kind == RecordKind.AccountFlagsSet)
                Decisions.Apply(record);
        }
    }

    /// <summary>Gets all accounts as records while they change.</summary>
    public IEnumerable<StoreRecord> Snapshot()
    {
        // After the lock is taken and released, every change that was appended to the store before is visible here.
        lock (_lock)
        {
        }

        foreach (Account account in List())
        {
            yield return ToRecord(account);
            if (account.Flags != AccountMarks.None)
                yield return AccountDecisions.ToRecord(account.Id, account.Flags);
        }
    }

    private static StoreRecord ToRecord(Account account) => new()
    {
        Kind = RecordKind.AccountSet,
        User = account.Id,
        Text = account.Hash,
        Time = account.Time.ToUnixTimeMilliseconds(),
    };
}
