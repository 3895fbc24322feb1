namespace ChatServer.Terminal.Start;

/// <summary>How the program ends, whatever its command. Scripts rely on these numbers; docs/console.md lists them.</summary>
internal static class ExitCodes
{
    /// <summary>Everything is done.</summary>
    public const int Done = 0;

    /// <summary>A chat script failed, a recording failed, or the program has a bug.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong, or a file is no script.</summary>
    public const int WrongArguments = 2;

    /// <summary>The server refuses the login, or has ended it for good.</summary>
    public const int LoginRefused = 3;

    /// <summary>The server refuses a message.</summary>
    public const int MessageRefused = 4;

    /// <summary>No server is available.</summary>
    public const int NoConnection = 5;

    /// <summary>The time of <c>--wait</c> is over, and not all is done.</summary>
    public const int TimeOver = 6;

    /// <summary>Ended by Ctrl-C or a signal, as shells count it.</summary>
    public const int Interrupted = 130;
}
