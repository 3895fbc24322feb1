using ChatServer.Core.Storage;
using SuperSocket.SocketBase;

namespace ChatServer.Admin;

/// <summary>What is said of files that a verb could not read or write.</summary>
internal static class FileFailures
{
    /// <summary>Whether an exception means that a file could not be read or written.</summary>
    /// <param name="e">The exception.</param>
    public static bool IsOne(Exception e) => e is StoreException or IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>Says that nothing was done.</summary>
    /// <param name="what">What failed, as the start of a sentence.</param>
    /// <param name="e">Why.</param>
    public static AdminResult ToResult(string what, Exception e) => AdminResult.Refused($"{what} failed: {PrintableText.Line(e.Message.TrimEnd('.'))}.");
}
