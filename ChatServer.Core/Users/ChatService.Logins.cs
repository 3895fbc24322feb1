using System.Collections.Concurrent;

namespace ChatServer.Core.Users;

/// <content>
/// Who is logged in. This file has every transition of <see cref="LoginState"/>, each under the lock of the user whom it concerns:
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
/// <see cref="ContinueDelivery"/> then come back on the same thread, in the middle of the login or delivery. The lock knows that, and they wait for it to be
/// released (<see cref="IsInside"/>).
/// </content>
public sealed partial class ChatService
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

    /// <summary>
    /// Logs a connection in. An earlier connection of the same user is kicked; of two that log in at the same instant one stays.
    /// Every unconfirmed message comes again, oldest first, before newer ones.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="connection">The connection. If it was logged in as somebody else, it leaves them.</param>
    /// <returns>Whether it was logged in. It was not if it had been kicked or had ended before.</returns>
    public bool LogIn(string id, IUserConnection connection)
    {
        if (connection.User is { } previous && previous.Id != id)
            LogOut(connection);

        IUserConnection? kicked = null;
        bool isLoggedIn;
        try
        {
            while (!TryLogIn(GetUser(id), connection, out isLoggedIn, ref kicked))
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

    /// <summary>Logs a connection out, if it is logged in; a little later if it is called back from a login or a delivery of the same user.</summary>
    /// <param name="connection">The connection.</param>
    public void LogOut(IUserConnection connection)
    {
        if (connection.User is not { } user)
            return;
        if (IsInside(user))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static item => item.Service.LogOutLater(item.Connection), (Service: this, Connection: connection), preferLocal: false);
            return;
        }

        lock (user.Gate)
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
                    SetUnknown(user, IsUnknown(user.Id));
            }

            RetireIfUnused(user);
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

    /// <summary>
    /// Whether the calling thread holds a user's lock, that is, was called back by a connection that is being logged in or delivered to. What then takes
    /// locks of others, or must find the user in order, has to wait for another thread.
    /// </summary>
    /// <param name="user">The user.</param>
    internal static bool IsInside(User user) => user.Gate.IsHeldByCurrentThread;

    // Returns false if the user object is out of the directory: then another one has taken its place.
    private bool TryLogIn(User user, IUserConnection connection, out bool isLoggedIn, ref IUserConnection? kicked)
    {
        isLoggedIn = false;
        lock (user.Gate)
        {
            if (user.Retired)
                return false;

            // Kicked while its own next Check was on the way: the connection that kicked it stays. Nor does one that is gone kick anybody.
            if (connection.State == LoginState.Kicked || connection.HasEnded)
            {
                RetireIfUnused(user);
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
                SetUnknown(user, false);

            connection.OnLoggedIn();
            user.Mailbox.Rewind();
            Deliver(user);
            return true;
        }
    }

    private void ShowOnline(string id, bool isOnline)
    {
        if (IsInternal(id))
            return;
        if (isOnline)
            _online[id] = true;
        else
            _online.TryRemove(id, out _);
        Interlocked.Add(ref _onlineCount, isOnline ? 1 : -1);
    }
}
