using ChatServer.Core.Limits;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>Removes rows that are no longer needed. Not thread-safe.</summary>
/// <param name="limits">How many ended messages are remembered.</param>
internal sealed class Housekeeping(StoreLimits limits)
{
    private const long ProgressInterval = 1000;
    private const long BatchInterval = 2000;
    private const long SweepInterval = 30_000;

    private long _progressed;
    private long _trimmed;
    private long _swept;

    /// <summary>Does what is due.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="node">This node.</param>
    /// <param name="applied">What it has applied.</param>
    /// <param name="isFirst">Whether it is the one that cleans up for all.</param>
    public void Run(NpgsqlConnection connection, int node, AppliedBatches applied, bool isFirst)
    {
        long now = Environment.TickCount64;
        if (IsDue(ref _progressed, now, ProgressInterval))
            WriteProgress(connection, node, applied);
        if (isFirst && IsDue(ref _trimmed, now, BatchInterval))
            TrimBatches(connection);
        if (isFirst && IsDue(ref _swept, now, SweepInterval))
            Sweep(connection);
    }

    private static bool IsDue(ref long last, long now, long interval)
    {
        if (now - last < interval)
            return false;
        last = now;
        return true;
    }

    private static void WriteProgress(NpgsqlConnection connection, int node, AppliedBatches applied)
    {
        (int[] nodes, long[] numbers) = applied.List();
        if (nodes.Length > 0)
        {
            Execute(
                connection,
                "insert into progress select $1, o, b from unnest($2::int[], $3::bigint[]) x(o, b) "
                + "on conflict (node, origin) do update set number = excluded.number where progress.number <> excluded.number",
                node,
                nodes,
                numbers);
        }
    }

    // A living node without a row has not said how far it is: nothing is removed.
    private static void TrimBatches(NpgsqlConnection connection)
        => Execute(
            connection,
            "with o as (select x.node, (select coalesce(min(coalesce(p.number, 0)), 9223372036854775807) from node n left join progress p on p.node = n.id and p.origin = x.node "
            + "where not n.gone and n.id <> x.node) as upto from (select distinct node from batch) x) delete from batch b using o where b.node = o.node and b.number <= o.upto");

    private void Sweep(NpgsqlConnection connection)
    {
        Execute(
            connection,
            "with g as (delete from group_message g where not exists (select 1 from message m where m.id = g.id and m.body is null) returning *) "
            + "insert into remembered (id, sender, ref, target, is_group, ended, ended_at) select id, sender, ref, grp, true, case when expired then 2 else 1 end, $1 from g where tracked",
            DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Execute(
            connection,
            "delete from remembered where ended_at < $1 or seq <= (select max(seq) from remembered) - $2",
            DateTimeOffset.UtcNow.Subtract(limits.RememberedAge).ToUnixTimeMilliseconds(),
            (long)limits.RememberedMessages);
        Execute(connection, "delete from progress p where not exists (select 1 from node n where n.id = p.node and not n.gone)");
        Execute(
            connection,
            "delete from node n where gone and renewed < clock_timestamp() - interval '1 hour' and not exists (select 1 from batch b where b.node = n.id) "
            + "and not exists (select 1 from session s where s.node = n.id)");
    }

    private static void Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.ExecuteNonQuery();
    }
}
