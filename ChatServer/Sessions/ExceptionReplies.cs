using System.Reflection;
using System.Security.Cryptography;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <summary>
/// The reply to a command that threw an exception. As in 1.6, the client gets the text of an exception that the author of a command wrote. A text of the
/// server, the engine, the framework or a library may contain names of files, machines and types. For such a text the client gets a reference to the log.
/// </summary>
internal static class ExceptionReplies
{
    private const int ReferenceBytes = 3;

    /// <summary>Logs an exception of the session's command and replies to the client.</summary>
    public static void ReplyFailed(this ChatSession session, Exception e)
    {
        if (IsForClients(e, session.AppServer.ApplicationAssemblies))
        {
            session.GetLog().CommandFailed(e, session.CurrentCommand);
            session.Reply(Replies.Failed.With(PrintableText.Line(e.Message)));
            return;
        }

        string reference = CreateReference();
        session.GetLog().CommandFailedWithReference(e, session.CurrentCommand, reference);
        session.Reply(Replies.Failed.With(session.Language.Choose($"服务器内部错误,编号 {reference}", $"internal error, reference {reference}")));
    }

    // Clients may see the text only if code of the application threw the exception.
    private static bool IsForClients(Exception exception, IReadOnlySet<Assembly> application)
        => exception is not (NullReferenceException or IndexOutOfRangeException or InvalidCastException or ArithmeticException or OutOfMemoryException)
            && exception.TargetSite?.Module.Assembly is { } thrower && application.Contains(thrower);

    // Six characters: short enough to read aloud, and long enough to find one line of a log.
    private static string CreateReference() => Convert.ToHexString(RandomNumberGenerator.GetBytes(ReferenceBytes));
}
