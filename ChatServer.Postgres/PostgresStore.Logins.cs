using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <content>What happens between a login in the database and the login at this node.</content>
public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    Task ILoginDirectory.LogInAsync(string id, Func<long, bool> logIn) => _logins!.LogInAsync(id, logIn);

    /// <inheritdoc/>
    Task ILoginDirectory.RefreshAsync()
        => _failure is { } failure ? Task.FromException(new StoreException(failure)) : _follower!.RefreshAsync();

    /// <summary>
    /// Asks the nodes where users are logged in to end these logins, and waits for a moment until what they have sent is stored there. Without this, the last
    /// requests of a client that changes nodes would be refused: none of them was acknowledged, but the client would have to repeat them.
    /// </summary>
    /// <param name="users">The users.</param>
    /// <param name="connection">The connection of the logins.</param>
    internal void ReleaseLogins(List<string> users, NpgsqlConnection connection)
    {
        if (_links == null || !_hasOthers)
            return;
        List<(string, int, long)> elsewhere = [];
        new StateReader(connection).Read(
            "select user_id, node, epoch from session where user_id = any ($1) and node <> 0 and node <> $2",
            [users.ToArray(), _node],
            row => elsewhere.Add((row.GetString(0), row.GetInt32(1), row.GetInt64(2))));
        if (elsewhere.Count > 0)
            _links.ReleaseAsync(elsewhere).Wait(MaxAnnouncement);
    }

    /// <summary>
    /// Makes the state of this node as new as the logins: earlier sessions of the users at other nodes end, requests of earlier sessions here are stored or
    /// refused, and what other nodes have stored is applied.
    /// </summary>
    /// <param name="logins">The users, with the numbers of their logins, and with the nodes where they were.</param>
    /// <param name="connection">The connection of the logins.</param>
    /// <param name="timeout">Maximum duration of each wait.</param>
    /// <exception cref="StoreException">It took too long.</exception>
    internal void BeforeLogins(Dictionary<string, (long Epoch, int OldNode, long OldEpoch)> logins, NpgsqlConnection connection, TimeSpan timeout)
    {
        Task announced = _links?.AnnounceAsync(logins) ?? Task.CompletedTask;
        var batches = new Dictionary<int, long>();
        new StateReader(connection).Read("select id, batch from node where id <> $1", [_node], row => batches[row.GetInt32(0)] = row.GetInt64(1));
        if (!_applied.Includes(batches))
            _follower!.Hurry();
        WaitForOwnBatches(timeout);
        if (!_applied.Wait(batches, timeout))
            throw new StoreException("what other nodes have stored cannot be read");
        foreach ((string user, (long epoch, _, _)) in logins)
            _chat!.Chat.Replica.Remote.Remove(user, epoch);

        // Earlier sessions are asked to end, and the other nodes know that the users are here, before the new sessions are told that they have begun. An earlier
        // session cannot store anything in any case.
        announced.Wait(MaxAnnouncement);
    }

    /// <summary>
    /// Ends a login that has just begun here, if its user has logged in at another node since the database stored it. That node asked this one to end it before
    /// it began.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="epoch">Number of the login.</param>
    internal void EndIfOvertaken(string user, long epoch)
    {
        if (_chat!.Chat.Replica.Remote.HasLater(user, epoch))
            _chat.Chat.Replica.Kick(user, epoch, isOvertaken: true);
    }

    private static readonly TimeSpan MaxAnnouncement = TimeSpan.FromMilliseconds(300);

    private void WaitForOwnBatches(TimeSpan timeout)
    {
        long position = Appended;
        if (position <= Durable)
            return;
        using var done = new ManualResetEventSlim();
        var waiter = new StoredWaiter(done);
        Notify(position, waiter);
        if (!done.Wait(timeout) || position > Durable)
            throw new StoreException(_failure ?? "the database does not answer");
    }

    private sealed class StoredWaiter(ManualResetEventSlim done) : ICommitObserver
    {
        public void OnCommitted(long durable) => Set();

        public bool OnCommitFailed(string failure)
        {
            Set();
            return false;
        }

        private void Set()
        {
            try
            {
                done.Set();
            }
            catch (ObjectDisposedException)
            {
                // Nobody waits any more.
            }
        }
    }
}
