namespace ChatServer.Hosting;

/// <summary>The servers could not be started.</summary>
/// <param name="message">Why; empty if the log says it.</param>
internal sealed class StartException(string message) : Exception(message)
{
    /// <summary>Whether the log says why.</summary>
    public bool IsLogged => Message.Length == 0;
}
