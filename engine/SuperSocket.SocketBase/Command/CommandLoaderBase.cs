using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase.Command;

/// <summary>Base of command loaders: raises their events.</summary>
/// <typeparam name="TCommand">The commands' type.</typeparam>
public abstract class CommandLoaderBase<TCommand> : ICommandLoader<TCommand>
    where TCommand : ICommand
{
    /// <inheritdoc/>
    public event EventHandler<CommandUpdateEventArgs<TCommand>>? Updated;

    /// <inheritdoc/>
    public event EventHandler<SuperSocket.Common.ErrorEventArgs>? Error;

    /// <inheritdoc/>
    public abstract bool Initialize(IRootConfig rootConfig, IAppServer appServer);

    /// <inheritdoc/>
    public abstract bool TryLoadCommands(out IEnumerable<TCommand> commands);

    /// <summary>Raises <see cref="Updated"/>.</summary>
    /// <param name="commands">The changes, in order.</param>
    protected void OnUpdated(IEnumerable<CommandUpdateInfo<TCommand>> commands)
        => Updated?.Invoke(this, new CommandUpdateEventArgs<TCommand>(commands));

    /// <summary>Raises <see cref="Error"/>.</summary>
    /// <param name="message">What went wrong.</param>
    protected void OnError(string message) => OnError(new Exception(message));

    /// <summary>Raises <see cref="Error"/>.</summary>
    /// <param name="e">What went wrong.</param>
    protected void OnError(Exception e) => Error?.Invoke(this, new SuperSocket.Common.ErrorEventArgs(e));
}
