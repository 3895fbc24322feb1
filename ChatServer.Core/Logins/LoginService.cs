using System.Collections.Concurrent;
using ChatServer.Core.Delivery;
using ChatServer.Core.Users;

namespace ChatServer.Core.Logins;

/// <summary>
/// Logs connections in and out. This class contains every transition of <see cref="LoginState"/>. Each runs under the lock of its user:
/// <code>
/// LoggedOut -> LoggedIn    LogIn, unless the connection has ended
/// LoggedIn  -> LoggedOut   LogOut; LogIn as another user
/// LoggedIn  -> Kicked      LogIn of the same user through another connection; Kick
/// LoggedOut -> Kicked      never
/// Kicked                   never changes
/// </code>
/// A user's <see cref="User.Connection"/> is the connection that is <see cref="LoginState.LoggedIn"/> as that user. Both change together, before the
/// connection is asked to send anything.
/// A connection that is asked to send under its user's lock may find that its peer is gone, or that it has room again. It then calls
/// <see cref="LogOut"/> or <see cref="MessageDelivery.Continue"/> on the same thread, during the login or the delivery. Both detect this with
/// <see cref="User.IsLockedByThisThread"/>: the logout runs later on another thread, and the running login or delivery continues the delivery. Thread-safe.
/// </summary>
/// <param name="users">The user directory.</param>
/// <param name="admission">Counts messages to ids without an account.</param>
/// <param name="delivery">Delivers the messages that wait.</param>
internal sealed class LoginService(UserDirectory users, MessageAdmission admission, MessageDelivery delivery)
{
    // Ids of the users who are logged in. Changed only under the lock of the user.
    private readonly ConcurrentDictionary<string, bool> _online = new(StringComparer.Ordinal);
    private int _onlineCount;

    /// <summary>
    /// Called when a user has logged out, with the number of the login. Not called for a kicked connection. Called under the user's lock; must not block.
    /// </summary>
    public Action<string, long>? LoggedOut { get; set; }

    /// <summary>Number of users who are logged in.</summary>
    public int OnlineCount => Volatile.Read(ref _onlineCount);

    /// <summary>Ids of the users who are logged in, in no order; a live view.</summary>
    public IEnumerable<string> OnlineIds
    {
        get
        {
            foreach (KeyValuePair<string, bool> pair in _online)
                yield return pair.Key;
        }
    }

    /// <summary>See <see cref="ChatService.LogIn"/>.</summary>
    public bool LogIn(string id, IUserConnection connection, long epoch)
    {
        if (connection.User is { } previous && previous.Id != id)
            LogOut(connection);

        IUserConnection? kicked = null;
        bool isLoggedIn;
        try
        {
            while (!TryLogIn(users.Get(id), connection, epoch, out isLoggedIn, ref kicked))
            {
            }
        }
        finally
        {
            // Runs even if the login failed: the earlier connection is no longer the user's, so it must end.
            kicked?.OnKicked();

            // A connection that ended meanwhile either has logged out already or is logged out here.
            Interlocked.MemoryBarrier();
            if (connection.HasEnded)
                LogOut(connection);
        }

        return isLoggedIn;
    }

    /// <summary>See <see cref="ChatService.LogOut"/>.</summary>
    public void LogOut(IUserConnection connection)
    {
        if (connection.User is not { } user)
            return;
        if (user.IsLockedByThisThread)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static item => item.Service.LogOutLater(item.Connection), (Service: this, Connection: connection), preferLocal: false);
            return;
        }

        lock (user.Lock)
        {
            if (user.Connection == connection)
            {
                user.Connection = null;
                connection.State = LoginState.LoggedOut;
                user.Stalled = false;
                user.Mailbox.Trim();
                ShowOnline(user.Id, false);
                LoggedOut?.Invoke(user.Id, user.Epoch);

                // The account may have been removed meanwhile.
                if (user.Mailbox.Count > 0)
                    admission.SetUnknown(user, admission.IsUnknown(user.Id));
            }

            users.RetireIfUnused(user);
        }
    }

    /// <summary>Ends a login because the user has logged in at another server.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="epoch">The newest login that ends. A newer one stays.</param>
    /// <param name="isOvertaken">Whether the store has refused changes of the connection; see <see cref="IUserConnection.OnOvertaken"/>.</param>
    public void Kick(string id, long epoch, bool isOvertaken)
    {
        if (users.Find(id) is not { } user)
            return;
        IUserConnection? kicked;
        lock (user.Lock)
        {
            kicked = user.Connection;
            if (kicked == null || user.Epoch > epoch)
                return;
            user.Connection = null;
            user.Stalled = false;
            user.Mailbox.Trim();
            kicked.State = LoginState.Kicked;
            ShowOnline(id, false);
            users.RetireIfUnused(user);
        }

        if (isOvertaken)
            kicked.OnOvertaken();
        else
            kicked.OnKicked();
    }

    private void LogOutLater(IUserConnection connection)
    {
        try
        {
            LogOut(connection);
        }
        catch (Exception e)
        {
            connection.OnFailed(e);
        }
    }

    // Returns false if the user object is retired: another object has taken its place.
    private bool TryLogIn(User user, IUserConnection connection, long epoch, out bool isLoggedIn, ref IUserConnection? kicked)
    {
        isLoggedIn = false;
        lock (user.Lock)
        {
            if (user.Retired)
                return false;

            // A connection that was kicked while its own login request was on the way must not kick the newer one. A connection that has ended kicks no other.
            if (connection.State == LoginState.Kicked || connection.HasEnded)
            {
                users.RetireIfUnused(user);
                return true;
            }

            if (user.Connection == null)
            {
                ShowOnline(user.Id, true);
            }
            else if (user.Connection != connection)
            {
                kicked = user.Connection;
                kicked.State = LoginState.Kicked;
            }

            user.Connection = connection;
            user.Epoch = epoch;
            user.Stalled = false;
            connection.User = user;
            connection.State = LoginState.LoggedIn;
            isLoggedIn = true;

            // Looks the sender up again, because the new login may come from another address.
            user.Sender = null;
            if (user.IsUnknown)
                admission.SetUnknown(user, false);

            connection.OnLoggedIn();
            user.Mailbox.Rewind();
            delivery.Deliver(user);
            return true;
        }
    }

    private void ShowOnline(string id, bool isOnline)
    {
        if (admission.IsInternal(id))
            return;
        if (isOnline)
            _online[id] = true;
        else
            _online.TryRemove(id, out _);
        Interlocked.Add(ref _onlineCount, isOnline ? 1 : -1);
    }
}
