using System.Reflection;
using System.Security.Cryptography;

namespace ChatServer.Sessions;

/// <summary>
/// What a client is told of an exception inside of a command. The text that the author of a command wrote is for clients, as in 1.6. Whatever the server,
/// the engine, the framework or a library says may name files, machines and types, so the client gets a reference to the log instead.
/// </summary>
internal static class ExceptionAnswers
{
    private const int ReferenceBytes = 3;

    /// <summary>Whether the text of an exception is for clients: code of the application threw it.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="application">The assemblies of the application.</param>
    public static bool IsForClients(Exception exception, IReadOnlySet<Assembly> application)
        => exception is not (NullReferenceException or IndexOutOfRangeException or InvalidCastException or ArithmeticException or OutOfMemoryException)
            && exception.TargetSite?.Module.Assembly is { } thrower && application.Contains(thrower);

    /// <summary>A new reference, six characters: few enough to be read to somebody, and enough to find one line of a log.</summary>
    public static string MakeReference() => Convert.ToHexString(RandomNumberGenerator.GetBytes(ReferenceBytes));
}
