using System.Globalization;
using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>Enters this program in the table of nodes.</summary>
internal static class NodeRegistration
{
    private const int LockClass = 0x43484E4F;

    /// <summary>
    /// Registers a new node. An earlier program with the same name is gone from this moment on: the database refuses its batches. Nodes that have not renewed
    /// their row for too long are gone, too.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="options">The options of the store.</param>
    /// <param name="ttl">How long a node may go without renewing its row.</param>
    /// <returns>Number of the node.</returns>
    /// <exception cref="StoreException">Another node uses the database, and the two are not configured to share it.</exception>
    public static int Register(NpgsqlConnection connection, StoreOptions options, TimeSpan ttl)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using (var advisory = new NpgsqlCommand($"select pg_advisory_xact_lock({LockClass}, hashtext(current_schema()))", connection))
            advisory.ExecuteNonQuery();
        using (var ending = new NpgsqlCommand(
            "update node set gone = true where not gone and (name = $1 or renewed < clock_timestamp() - make_interval(secs => $2))", connection))
        {
            ending.Parameters.Add(new NpgsqlParameter { Value = options.Node });
            ending.Parameters.Add(new NpgsqlParameter { Value = ttl.TotalSeconds });
            ending.ExecuteNonQuery();
        }

        using (var leaving = new NpgsqlCommand(
            "update session s set node = 0 where user_id in (select x.user_id from session x join node n on n.id = x.node where n.gone order by 1 for update of x)", connection))
            leaving.ExecuteNonQuery();
        RefuseOthers(connection, options);
        using var insert = new NpgsqlCommand("insert into node (name, address) values ($1, $2) returning id", connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = options.Node });
        insert.Parameters.Add(new NpgsqlParameter { Value = options.Address });
        int id = (int)insert.ExecuteScalar()!;
        transaction.Commit();

        // A batch that was on its way has not seen this node. When its lock is free, the batch is in the tables.
        using var wait = new NpgsqlCommand("select 1 from node where id <> $1 order by id for share", connection);
        wait.Parameters.Add(new NpgsqlParameter { Value = id });
        wait.ExecuteNonQuery();
        return id;
    }

    private static void RefuseOthers(NpgsqlConnection connection, StoreOptions options)
    {
        using var query = new NpgsqlCommand("select name, address from node where not gone order by id", connection);
        using NpgsqlDataReader reader = query.ExecuteReader();
        while (reader.Read())
        {
            (string name, string address) = (reader.GetString(0), reader.GetString(1));
            if (options.Address.Length > 0 && address.Length > 0)
                continue;
            string who = address.Length > 0 ? "this server has no address" : options.Address.Length > 0 ? "that one has no address" : "neither has an address";
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"the node \"{name}\" uses this database, and {who}=\"...\" in <store>. Give each server of the database a node=\"...\", an address=\"...\" and the same secret=\"...\"; "
                + $"or give this server the same node=\"...\" to replace the other one."));
        }
    }
}
