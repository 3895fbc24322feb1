using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>How the program ends.</summary>
public static class ExitCodes
{
    /// <summary>The server stopped in order, or what was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>The server could not start, or what was asked for failed.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong.</summary>
    public const int WrongArguments = 2;

    /// <summary>No server runs, or it cannot do it now: try again later.</summary>
    public const int Unavailable = 3;

    /// <summary>Says what failed.</summary>
    /// <param name="error">One line.</param>
    /// <returns><see cref="Failed"/>.</returns>
    public static int Fail(string error)
    {
        Console.Error.WriteLine($"ChatServer: {PrintableText.Line(error)}");
        return Failed;
    }
}
