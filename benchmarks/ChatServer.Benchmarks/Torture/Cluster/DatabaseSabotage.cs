namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>Damages the functions in the database of a run, to prove that the torture finds it.</summary>
internal static class DatabaseSabotage
{
    /// <summary>Nodes store requests of users who have logged in elsewhere.</summary>
    public const string Epochs = "epochs";

    /// <summary>Nodes apply the batches of others without their causal order. Only batches in the table are concerned, so there are no links.</summary>
    public const string Order = "order";

    /// <summary>Does the damage.</summary>
    /// <param name="database">The database. The tables are there.</param>
    /// <param name="kind">One of the constants.</param>
    public static void Damage(ClusterDatabase database, string kind)
    {
        (string before, string after) = kind switch
        {
            Epochs => ("where not exists (select 1 from session x", "where false and not exists (select 1 from session x"),
            Order => ("(p_node, p_batch, p_after_node, p_after_batch,", "(p_node, p_batch, '{}', '{}',"),
            _ => throw new ArgumentException($"There is no sabotage '{kind}'.", nameof(kind)),
        };
        database.Execute($"""
            do $do$
            declare v text := pg_get_functiondef('flush_1'::regproc);
            begin
              if position($a${before}$a$ in v) = 0 then raise exception 'flush_1 has changed'; end if;
              execute replace(v, $a${before}$a$, $b${after}$b$);
            end $do$
            """);
    }
}
