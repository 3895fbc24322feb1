namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>The token of the JSON command that the calling thread executes.</summary>
internal static class CommandToken
{
    [ThreadStatic]
    private static object? _session;

    [ThreadStatic]
    private static string? _token;

    public static string? Get(object session) => ReferenceEquals(_session, session) ? _token : null;

    public static void Set(object? session, string? token) => (_session, _token) = (session, token);
}
