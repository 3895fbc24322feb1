using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>Reads the whole state of the chat from the tables, as records.</summary>
/// <param name="connection">An open connection. All reads should be in one transaction with one snapshot.</param>
internal sealed class StateReader(NpgsqlConnection connection)
{
    private const string DirectColumns = "id, recipient, sender, body, tracked, ref, wall, age";
    private const string GroupColumns = "id, grp, sender, body, tracked, ref, wall, age";

    /// <summary>Reads everything.</summary>
    /// <param name="apply">Receives the records.</param>
    public void ReadAll(Action<StoreRecord> apply)
    {
        Read("select id, hash, changed, flags from account", [], row =>
        {
            (StoreRecord account, StoreRecord flags) = ToAccount(row);
            apply(account);
            if (flags.Flags != 0)
                apply(flags);
        });
        Read("select target, until, reason from ban", [], row => apply(ToBan(row)));
        Read("select user_id, list, entry from list_entry", [], row => apply(ToListEntry(row)));
        Read("select grp, user_id, since from membership", [], row => apply(ToMembership(row)));
        Read("select id, sender, ref, target, is_group, ended, ended_at from remembered order by seq", [], row => apply(ToRemembered(row)));
        Read(
            $"select {GroupColumns}, expired, exists (select 1 from message m where m.id = g.id and m.body is null) from group_message g order by seq, id",
            [],
            row => ApplyGroupMessage(row, apply));
        Read($"select {DirectColumns} from message order by seq", [], row => apply(ToMessage(row)));
        Read("select age from clock", [], row => apply(new StoreRecord { Kind = RecordKind.AgeKept, Time = row.GetInt64(0) }));
    }

    /// <summary>Reads one account.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="account">The account.</param>
    /// <param name="flags">Its flags.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryReadAccount(string id, out StoreRecord account, out StoreRecord flags)
    {
        (StoreRecord Account, StoreRecord Flags)? found = null;
        Read("select id, hash, changed, flags from account where id = $1", [id], row => found = ToAccount(row));
        (account, flags) = found ?? default;
        return found != null;
    }

    /// <summary>Reads one ban.</summary>
    /// <param name="target">Its target.</param>
    /// <returns>The ban, or a record that it was removed.</returns>
    public StoreRecord ReadBan(string target)
    {
        var record = new StoreRecord { Kind = RecordKind.BanRemoved, User = target };
        Read("select target, until, reason from ban where target = $1", [target], row => record = ToBan(row));
        return record;
    }

    /// <summary>Reads whether an entry is in a list now.</summary>
    /// <param name="change">A change of this entry.</param>
    /// <returns>The entry, or a record that it was removed.</returns>
    public StoreRecord ReadListEntry(StoreRecord change)
    {
        StoreRecord record = change with { Kind = RecordKind.ListEntryRemoved };
        Read(
            "select user_id, list, entry from list_entry where user_id = $1 and list = $2 and entry = $3",
            [change.User, change.Reference!, change.Text],
            row => record = ToListEntry(row));
        return record;
    }

    /// <summary>Reads messages.</summary>
    /// <param name="keys">Recipient and id of each.</param>
    /// <param name="apply">Receives a message, and whether it is a copy of a message to a group. Then its only recipient is the user who has the copy.</param>
    public void ReadMessages(IReadOnlyCollection<(string Recipient, Guid Id)> keys, Action<StoreRecord, bool> apply)
    {
        string[] recipients = [.. keys.Select(key => key.Recipient)];
        Guid[] ids = [.. keys.Select(key => key.Id)];
        Read(
            "select m.id, m.recipient, m.sender, m.body, m.tracked, m.ref, m.wall, m.age from unnest($1::text[], $2::uuid[]) k(r, i) "
            + "join message m on m.recipient = k.r and m.id = k.i where m.body is not null order by m.seq",
            [recipients, ids],
            row => apply(ToMessage(row), false));
        Read(
            "select g.id, g.grp, g.sender, g.body, g.tracked, g.ref, g.wall, g.age, m.recipient from unnest($1::text[], $2::uuid[]) k(r, i) "
            + "join message m on m.recipient = k.r and m.id = k.i join group_message g on g.id = m.id where m.body is null order by m.seq",
            [recipients, ids],
            row => apply(ToGroupMessage(row, RecordKind.GroupMessageAdded) with { Recipients = [row.GetString(8)] }, true));
    }

    /// <summary>Reads a membership.</summary>
    /// <param name="group">The group.</param>
    /// <param name="user">The user.</param>
    /// <returns>The membership, or a record that it ended.</returns>
    public StoreRecord ReadMembership(string group, string user)
    {
        var record = new StoreRecord { Kind = RecordKind.GroupLeft, Group = group, User = user };
        Read("select grp, user_id, since from membership where grp = $1 and user_id = $2", [group, user], row => record = ToMembership(row));
        return record;
    }

    /// <summary>Runs a query.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="read">Receives each row.</param>
    public void Read(string sql, object[] values, Action<NpgsqlDataReader> read)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    private static (StoreRecord Account, StoreRecord Flags) ToAccount(NpgsqlDataReader row)
    {
        string id = row.GetString(0);
        var account = new StoreRecord { Kind = RecordKind.AccountSet, User = id, Text = row.GetString(1), Time = row.GetInt64(2) };
        return (account, new StoreRecord { Kind = RecordKind.AccountFlagsSet, User = id, Flags = (byte)row.GetInt32(3) });
    }

    private static StoreRecord ToListEntry(NpgsqlDataReader row)
        => new() { Kind = RecordKind.ListEntryAdded, User = row.GetString(0), Reference = row.GetString(1), Text = row.GetString(2) };

    private static StoreRecord ToBan(NpgsqlDataReader row)
        => new() { Kind = RecordKind.BanSet, User = row.GetString(0), Time = row.GetInt64(1), Text = row.GetString(2) };

    private static StoreRecord ToMembership(NpgsqlDataReader row)
        => new() { Kind = RecordKind.GroupJoined, Group = row.GetString(0), User = row.GetString(1), Id = row.GetGuid(2) };

    private static StoreRecord ToRemembered(NpgsqlDataReader row) => new()
    {
        Kind = RecordKind.MessageRemembered,
        Id = row.GetGuid(0),
        From = row.GetString(1),
        Reference = row.IsDBNull(2) ? null : row.GetString(2),
        User = row.GetBoolean(4) ? null! : row.GetString(3),
        Group = row.GetBoolean(4) ? row.GetString(3) : null,
        End = (MessageEnd)row.GetInt16(5),
        Time = row.GetInt64(6),
    };

    private static StoreRecord ToMessage(NpgsqlDataReader row)
    {
        if (row.IsDBNull(3))
            return new StoreRecord { Kind = RecordKind.GroupCopyKept, Id = row.GetGuid(0), User = row.GetString(1) };
        return new StoreRecord
        {
            Kind = RecordKind.MessageAdded,
            Id = row.GetGuid(0),
            User = row.GetString(1),
            From = row.GetString(2),
            Text = row.GetString(3),
            IsTracked = row.GetBoolean(4),
            Reference = row.IsDBNull(5) ? null : row.GetString(5),
            Accepted = GetMoment(row),
        };
    }

    private static StoreRecord ToGroupMessage(NpgsqlDataReader row, RecordKind kind) => new()
    {
        Kind = kind,
        Id = row.GetGuid(0),
        Group = row.GetString(1),
        From = row.GetString(2),
        Text = row.GetString(3),
        IsTracked = row.GetBoolean(4),
        Reference = row.IsDBNull(5) ? null : row.GetString(5),
        Accepted = GetMoment(row),
    };

    private static MessageMoment GetMoment(NpgsqlDataReader row) => row.IsDBNull(6) ? default : new MessageMoment(row.GetInt64(6), row.GetInt64(7));

    // The last copies of a message may be confirmed at several nodes at once. So its end is found here, or by the sweep.
    private static void ApplyGroupMessage(NpgsqlDataReader row, Action<StoreRecord> apply)
    {
        MessageEnd end = row.GetBoolean(8) ? MessageEnd.Expired : MessageEnd.Confirmed;
        StoreRecord record = ToGroupMessage(row, RecordKind.GroupMessageKept) with { End = row.GetBoolean(8) ? MessageEnd.Expired : default };
        if (row.GetBoolean(9))
            apply(record);
        else if (record.IsTracked)
            apply(record with { Kind = RecordKind.MessageRemembered, End = end, Time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() });
    }
}
