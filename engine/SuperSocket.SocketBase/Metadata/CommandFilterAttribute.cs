namespace SuperSocket.SocketBase.Metadata;

/// <summary>
/// Runs around commands: on a server class around all of its commands, on a command class around that command.
/// One object serves all sessions, from several threads at once.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class CommandFilterAttribute : Attribute
{
    /// <summary>Place among the filters, ascending.</summary>
    public int Order { get; set; }

    /// <summary>
    /// Our extension: whether this filter may use a context after its methods have returned, as every filter of SuperSocket 1.6 may. If none of a
    /// command's filters does, contexts are used again, for other requests.
    /// </summary>
    public virtual bool KeepsContext => true;

    /// <summary>Called before the command. Setting <see cref="CommandExecutingContext.Cancel"/> keeps it from running.</summary>
    /// <param name="commandContext">The session, the request and the command.</param>
    public abstract void OnCommandExecuting(CommandExecutingContext commandContext);

    /// <summary>Called after the command, also after one that threw; not after a cancelled one.</summary>
    /// <param name="commandContext">The session, the request and the command.</param>
    public abstract void OnCommandExecuted(CommandExecutingContext commandContext);
}
