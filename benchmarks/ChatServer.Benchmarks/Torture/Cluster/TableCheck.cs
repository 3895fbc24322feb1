using System.Globalization;

namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>Compares the tables with what users were told, and what each node shows with the tables. No user may be logged in.</summary>
/// <param name="database">The database.</param>
/// <param name="model">Knows what users were told.</param>
/// <param name="violations">Gets what does not hold.</param>
internal sealed class TableCheck(ClusterDatabase database, MessageModel model, Violations violations)
{
    /// <summary>Compares the tables with what users were told.</summary>
    /// <returns>Number of messages in the table.</returns>
    public int CheckMessages()
    {
        List<(int, int, int)> rows = [];
        foreach (string line in database.Execute("select split_part(body, ' ', 1), split_part(body, ' ', 2) from message"))
        {
            if (line.Split('|') is [string pair, string number] && TortureText.TryParse($"{pair} {number} ", out int from, out int to, out int sequence))
                rows.Add((from, to, sequence));
            else
                violations.Add($"the table has a message that nobody sent: {line}");
        }

        model.CheckTable(rows);
        return rows.Count;
    }

    /// <summary>Lets all users log in at a node, which must show each what the table has.</summary>
    /// <param name="node">The node.</param>
    /// <param name="users">The users.</param>
    public async Task CheckNodeAsync(ClusterNode node, ClusterUser[] users)
    {
        ILookup<string, Guid> table = database.Execute("select recipient, id from message").Select(row => row.Split('|'))
            .ToLookup(row => row[0], row => Guid.Parse(row[1], CultureInfo.InvariantCulture));
        for (int user = 0; user < users.Length; user++)
        {
            HashSet<Guid> stored = [.. table[TortureText.UserId(user)]];
            var got = new HashSet<Guid>();
            if (!await users[user].LookAsync(node.Address!, got).ConfigureAwait(false))
                violations.Add($"{TortureText.UserId(user)} cannot log in at {node.Name} at the end");
            else if (!got.SetEquals(stored))
                violations.Add($"{TortureText.UserId(user)} got {got.Count} messages at {node.Name} at the end, and the table has {stored.Count}: "
                    + $"{string.Join(' ', got.Except(stored).Take(5))} only there, {string.Join(' ', stored.Except(got).Take(5))} only in the table");
        }
    }
}
