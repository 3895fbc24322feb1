using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>A session of the default line protocol: what it sends as text ends with CR LF.</summary>
/// <typeparam name="TAppSession">The application's session type.</typeparam>
public abstract class AppSession<TAppSession> : AppSession<TAppSession, StringRequestInfo>
    where TAppSession : AppSession<TAppSession, StringRequestInfo>, IAppSession, new()
{
    private const string NewLine = "\r\n";

    private readonly bool _appendNewLine;

    /// <summary>Makes a session whose texts end with CR LF.</summary>
    public AppSession()
        : this(true)
    {
    }

    /// <summary>Makes a session.</summary>
    /// <param name="appendNewLineForResponse">Whether CR LF is added to texts that do not end with it.</param>
    public AppSession(bool appendNewLineForResponse) => _appendNewLine = appendNewLineForResponse;

    /// <summary>Answers <c>Unknown request: </c> and the key.</summary>
    /// <param name="requestInfo">The request.</param>
    protected override void HandleUnknownRequest(StringRequestInfo requestInfo) => Send("Unknown request: " + requestInfo.Key);

    /// <summary>Prepares a text for sending: adds CR LF where it is missing, on TCP.</summary>
    /// <param name="rawMessage">The text, or the format string.</param>
    /// <returns>What to send.</returns>
    protected virtual string ProcessSendingMessage(string rawMessage)
        => !_appendNewLine || Config.Mode == SocketMode.Udp || rawMessage.EndsWith(NewLine, StringComparison.Ordinal)
            ? rawMessage
            : rawMessage + NewLine;

    /// <inheritdoc/>
    public override void Send(string message) => base.Send(ProcessSendingMessage(message));

    /// <inheritdoc/>
    public override void Send(string message, params object[] paramValues)
        => base.Send(ProcessSendingMessage(message), paramValues);
}

/// <summary>The session of a server that needs no session type of its own.</summary>
public class AppSession : AppSession<AppSession>
{
}
