namespace SuperSocket.SocketBase.Command;

/// <summary>What happened to a command.</summary>
public enum CommandUpdateAction
{
    /// <summary>It is new.</summary>
    Add,

    /// <summary>It is gone.</summary>
    Remove,

    /// <summary>It replaces the one of the same name.</summary>
    Update,
}

/// <summary>One change of the commands.</summary>
/// <typeparam name="T">The command's type.</typeparam>
public class CommandUpdateInfo<T>
{
    /// <summary>What happened.</summary>
    public CommandUpdateAction UpdateAction { get; set; }

    /// <summary>The command.</summary>
    public T Command { get; set; } = default!;
}

/// <summary>Changes of the commands.</summary>
/// <typeparam name="T">The commands' type.</typeparam>
public class CommandUpdateEventArgs<T> : EventArgs
{
    /// <summary>Describes changes.</summary>
    /// <param name="commands">The changes, in order.</param>
    public CommandUpdateEventArgs(IEnumerable<CommandUpdateInfo<T>> commands) => Commands = commands;

    /// <summary>The changes, in order.</summary>
    public IEnumerable<CommandUpdateInfo<T>> Commands { get; }
}
