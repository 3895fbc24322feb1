using System.Collections.Specialized;
using SuperSocket.SocketBase;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <content>The opening handshake.</content>
public partial class WebSocketSession<TWebSocketSession>
{
    private long _receivedAt = Environment.TickCount64;

    /// <summary>When the handlers of NewSessionConnected have run; messages wait for it.</summary>
    internal Task Connecting { get; set; } = Task.CompletedTask;

    /// <summary>How long nothing has come from the client.</summary>
    internal TimeSpan Silence => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _receivedAt));

    /// <summary>Pings of the server since something came.</summary>
    internal int UnansweredPings { get; set; }

    /// <summary>Chooses the sub-protocol: the first of the client's that the server knows, or the server's first if the client offers none.</summary>
    /// <param name="protocol">The names that the client offers, by comma; empty for none.</param>
    /// <returns>The chosen name as the client wrote it; empty for none.</returns>
    protected virtual string GetAvailableSubProtocol(string protocol)
    {
        if (string.IsNullOrEmpty(protocol))
        {
            SubProtocol = AppServer.SubProtocols.Default;
            return string.Empty;
        }

        foreach (string name in protocol.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (AppServer.SubProtocols.Find(name) is not { } known)
                continue;
            SubProtocol = known;
            return name;
        }

        return string.Empty;
    }

    string IWebSocketSession.GetAvailableSubProtocol(string protocol) => GetAvailableSubProtocol(protocol);

    // OnSessionStarted comes with the handshake.
    void IAppSession.StartSession()
    {
    }

    string IOpenSession.GetHeader(string name) => GetHeader(name);

    void IOpenSession.MarkReceived()
    {
        Volatile.Write(ref _receivedAt, Environment.TickCount64);
        UnansweredPings = 0;
    }

    void IOpenSession.SetRequest(OpeningRequest request)
    {
        _request = request;
        (Method, Path, HttpVersion) = (request.Method, request.Path, request.HttpVersion);

        // What the application put there stays.
        foreach ((string name, string value) in request.Headers)
        {
            Items.TryAdd(name, value);
            Items.TryAdd(OpeningRequest.GetUsualName(name), value);
        }
    }

    void IOpenSession.SetOrigin(string headerName)
    {
        Origin = GetHeader(headerName);
        Cookies = ReadCookies(GetHeader("Cookie"));
    }

    /// <summary>The handshake is answered: the session opens.</summary>
    internal void Open()
    {
        Handshaked = true;
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        AppServer.OnOpening((TWebSocketSession)this, started.Task);
        bool succeeds = false;
        try
        {
            OnSessionStarted();
            succeeds = true;
        }
        finally
        {
            started.SetResult(succeeds);
        }
    }

    private StringDictionary? ReadCookies(string header)
    {
        if (header.Length == 0)
            return null;
        var cookies = new StringDictionary();
        foreach (string pair in header.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int mark = pair.IndexOf('=', StringComparison.Ordinal);
            string name = mark < 0 ? pair : pair[..mark].Trim();
            string value = mark < 0 ? string.Empty : pair[(mark + 1)..].Trim();
            try
            {
                if (name.Length > 0)
                    cookies[name] = Uri.UnescapeDataString(value);
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                Logger.Info(this, $"The cookie '{PrintableText.Line(name)}' is left out: its value cannot be decoded.");
            }
        }

        return cookies;
    }
}
