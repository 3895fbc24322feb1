using System.Collections.Concurrent;
using ChatServer.Core.Delivery;
using ChatServer.Core.Users;

namespace ChatServer.Core.Logins;

/// <summary>
/// Who is logged in. This class has every transition of <see cref="LoginState"/>, each under the lock of the user whom it concerns:
/// <code>
/// LoggedOut -> LoggedIn    LogIn, unless the connection has ended
/// LoggedIn  -> LoggedOut   LogOut; LogIn as another user
/// LoggedIn  -> Kicked      LogIn of the same user through another connection
/// LoggedOut -> Kicked      never
/// Kicked                   never changes
/// </code>
/// A user's <see cref="User.Connection"/> is the connection that is <see cref="LoginState.LoggedIn"/> as that user: both change together, before the
/// connection is asked to send anything.
/// A connection that is asked to send under its user's lock may find that its peer is gone, and end, or have room: <see cref="LogOut"/> and
/// <see cref="MessageDelivery.Continue"/> then come back on the same thread, in the middle of the login or delivery. The lock knows that, and they wait
/// for it to be released (<see cref="User.IsLockedByThisThread"/>). Thread-safe.
/// </summary>
/// <param name="users">Everybody.</param>
/// <param name="admission">Is told who can be reached.</param>
/// <param name="delivery">Delivers what waits.</param>
internal sealed class LoginService(UserDirectory users, MessageAdmission admission, MessageDelivery delivery)
{
    // Ids of users who are logged in, changed under their locks only.
    private readonly ConcurrentDictionary<string, bool> _online = new(StringComparer.Ordinal);
    private int _onlineCount;

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
    public bool LogIn(string id, IUserConnection connection)
    {
        if (connection.User is { } previous && previous.Id != id)
            LogOut(connection);

        IUserConnection? kicked = null;
        bool isLoggedIn;
        try
        {
            while (!TryLogIn(users.Get(id), connection, out isLoggedIn, ref kicked))
            {
            }
        }
        finally
        {
            // Whatever failed above: the earlier connection is no longer the user's, so it must end.
            kicked?.OnKicked();

            // A connection that ended meanwhile has logged out already, or is logged out here.
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

                // The account may have been removed meanwhile.
                if (user.Mailbox.Count > 0)
                    admission.SetUnknown(user, admission.IsUnknown(user.Id));
            }

            users.RetireIfUnused(user);
        }
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

    // Returns false if the user object is out of the directory: then another one has taken its place.
    private bool TryLogIn(User user, IUserConnection connection, out bool isLoggedIn, ref IUserConnection? kicked)
    {
        isLoggedIn = false;
        lock (user.Lock)
        {
            if (user.Retired)
                return false;

            // Kicked while its own next Check was on the way: the connection that kicked it stays. Nor does one that is gone kick anybody.
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
            user.Stalled = false;
            connection.User = user;
            connection.State = LoginState.LoggedIn;
            isLoggedIn = true;

            // Who logs in from another address counts there from now on.
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
