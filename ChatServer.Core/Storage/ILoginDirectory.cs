namespace ChatServer.Core.Storage;

/// <summary>Decides at which of the servers with one store a user is logged in. Thread-safe.</summary>
public interface ILoginDirectory
{
    /// <summary>Waits until everything is applied that any server had stored before the call.</summary>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    Task RefreshAsync();

    /// <summary>
    /// Logs a user in at this server. An earlier login at another server ends first. Of several logins of one user, the last one here is also the last one in
    /// the store.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="logIn">
    /// Logs the user in here, with the number of the login; returns whether the user stays logged in. Everything that was stored before is applied when it is
    /// called. It must not block.
    /// </param>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    Task LogInAsync(string id, Func<long, bool> logIn);
}
