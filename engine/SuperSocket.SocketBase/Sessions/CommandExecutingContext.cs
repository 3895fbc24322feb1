using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>One execution of a command, as its filters see it.</summary>
public class CommandExecutingContext
{
    // The memory of the last command; another object takes its place while a command calls another one.
    [ThreadStatic]
    private static CommandExecutingContext? _ofThread;

    private bool _isInUse;

    /// <summary>The session that received the request.</summary>
    public IAppSession Session { get; private set; } = null!;

    /// <summary>The request.</summary>
    public IRequestInfo RequestInfo { get; private set; } = null!;

    /// <summary>The command.</summary>
    public ICommand CurrentCommand { get; private set; } = null!;

    /// <summary>What the command threw; <see langword="null"/> if it did not.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>Whether <see cref="Exception"/> is dealt with, so that the session's <c>HandleException</c> is not called.</summary>
    public bool ExceptionHandled { get; set; }

    /// <summary>Set by a filter to keep the command from running.</summary>
    public bool Cancel { get; set; }

    /// <summary>A context that was used before on this thread, if one is free.</summary>
    internal static CommandExecutingContext Take()
    {
        CommandExecutingContext? context = _ofThread;
        if (context is not { _isInUse: false })
            _ofThread = context = new CommandExecutingContext();
        context._isInUse = true;
        return context;
    }

    /// <summary>Nobody needs the context any more.</summary>
    internal void Release()
    {
        Initialize(null!, null!, null!);
        Exception = null;
        ExceptionHandled = false;
        Cancel = false;
        _isInUse = false;
    }

    /// <summary>Starts an execution.</summary>
    /// <param name="session">The session.</param>
    /// <param name="requestInfo">The request.</param>
    /// <param name="command">The command.</param>
    public void Initialize(IAppSession session, IRequestInfo requestInfo, ICommand command)
    {
        Session = session;
        RequestInfo = requestInfo;
        CurrentCommand = command;
    }
}
