using ChatServer.Core.Storage;

namespace ChatServer.Postgres;

/// <content>Takes back in memory what the database has not stored.</content>
public sealed partial class PostgresStore
{
    // Held while the state in memory changes because of other nodes, or because the database refused something.
    private readonly Lock _replicaLock = new();

    private void ProcessResult(BatchResult result)
    {
        if (result.Moved.Length == 0 && result.Lost.Length == 0)
            return;
        lock (_replicaLock)
        {
            // The sessions end before a reply of theirs is released.
            foreach (int actor in result.Moved)
            {
                (string user, long epoch) = _arrays.GetActor(actor);
                _chat!.Chat.Replica.Kick(user, epoch, isOvertaken: true);
            }

            TakeBack([.. result.Moved]);
            foreach (int operation in result.Lost)
            {
                string account = _arrays.GetAccount(operation);
                _log.AccountExisted(account);
                ReloadAccount(new StateReader(_connection!), account);
            }
        }
    }

    // In the opposite order. May run twice, if the connection breaks.
    private void TakeBack(HashSet<int> moved)
    {
        var messages = new HashSet<(string, Guid)>();
        var memberships = new HashSet<(string Group, string User)>();
        int records = 0;
        for (int i = _batch.Count - 1; i >= 0; i--)
        {
            if (!moved.Contains(_arrays.Actors[i]))
                continue;
            records++;
            StoreRecord record = _batch[i].Record;
            if (record.Kind == RecordKind.MessageEnded)
            {
                messages.Add((record.User, record.Id));
                _chat!.Chat.Replica.OnEndRefused(record);
            }
            else if (record.Kind == RecordKind.GroupLeft)
                memberships.Add((record.Group!, record.User));
            else
                _chat!.Chat.Replica.Undo(record);
        }

        if (records > 0)
            _log.RefusedOfMovedUsers(moved.Count, records);
        _figures.AddRefused(records);
        var reader = new StateReader(_connection!);
        if (messages.Count > 0)
            reader.ReadMessages(messages, RestoreMessage);
        foreach ((string group, string user) in memberships)
            _chat!.Chat.Replica.Apply(reader.ReadMembership(group, user));
    }

    private void RestoreMessage(StoreRecord record, bool isCopy)
    {
        if (isCopy)
            _chat!.Chat.Replica.RestoreCopy(record);
        else
            _chat!.Chat.Replica.Restore(record);
    }

    // The row in the database says what all nodes agree on, in whatever order they learn of changes.
    private void ReloadAccount(StateReader reader, string id)
        => ApplyAccount(id, reader.TryReadAccount(id, out StoreRecord account, out StoreRecord flags) ? (account, flags) : null);
}
