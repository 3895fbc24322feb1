using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase.Command;

/// <summary>Finds commands of a type that is not known here.</summary>
public interface ICommandLoader
{
}

/// <summary>Finds the commands of a server.</summary>
/// <typeparam name="TCommand">The commands' type.</typeparam>
public interface ICommandLoader<TCommand> : ICommandLoader
    where TCommand : ICommand
{
    /// <summary>Called once, before <see cref="TryLoadCommands"/>.</summary>
    /// <param name="rootConfig">What all servers share.</param>
    /// <param name="appServer">The server.</param>
    /// <returns><see langword="false"/> makes the set-up of the server fail.</returns>
    bool Initialize(IRootConfig rootConfig, IAppServer appServer);

    /// <summary>Finds the commands.</summary>
    /// <param name="commands">The commands.</param>
    /// <returns><see langword="false"/> makes the set-up of the server fail.</returns>
    bool TryLoadCommands(out IEnumerable<TCommand> commands);

    /// <summary>Raised when commands were added, removed or replaced while the server runs.</summary>
    event EventHandler<CommandUpdateEventArgs<TCommand>> Updated;

    /// <summary>Raised when something went wrong.</summary>
    event EventHandler<SuperSocket.Common.ErrorEventArgs> Error;
}
