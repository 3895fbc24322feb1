using System.Globalization;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.WebSocket;

/// <summary>The attributes of <c>&lt;server&gt;</c> that only WebSocket servers have. A value that is no number counts as absent, as in 1.6.</summary>
internal sealed record WebSocketOptions
{
    private const int DefaultTimeOut = 30;
    private const int DefaultMaxMessageLength = 1024 * 1024;

    private int? _maxMessageLength;

    /// <summary>How long a connection may take to open.</summary>
    public TimeSpan OpenHandshakeTimeOut { get; private init; }

    /// <summary>How long a client may take to answer a close frame.</summary>
    public TimeSpan CloseHandshakeTimeOut { get; private init; }

    /// <summary>After how much silence of a client the server sends a ping; zero for never.</summary>
    public TimeSpan PingInterval { get; private init; }

    public bool AllowUnmaskedFrames { get; private init; }

    /// <summary>Whether also a close without handshake sends a close frame.</summary>
    public bool CloseFrame { get; private init; }

    /// <summary>Names of assemblies with commands for the sub-protocol <c>Basic</c>.</summary>
    public string[] CommandAssemblies { get; private init; } = [];

    private string[] AllowedOrigins { get; init; } = [];

    public static WebSocketOptions Read(IServerConfig config)
        => new()
        {
            OpenHandshakeTimeOut = ReadSeconds(config, "openHandshakeTimeOut") ?? TimeSpan.FromSeconds(DefaultTimeOut),
            CloseHandshakeTimeOut = ReadSeconds(config, "closeHandshakeTimeOut") ?? TimeSpan.FromSeconds(DefaultTimeOut),
            PingInterval = ReadSeconds(config, "pingInterval") ?? TimeSpan.Zero,
            AllowUnmaskedFrames = ReadFlag(config, "allowUnmaskedFrames"),
            CloseFrame = ReadFlag(config, "closeFrame") || ReadFlag(config, "closeFrames"),
            CommandAssemblies = ReadList(config, "commandAssembly"),
            AllowedOrigins = ReadList(config, "allowedOrigins"),
            _maxMessageLength = ReadNumber(config, "maxMessageLength"),
        };

    /// <summary>Maximum payload of all frames of a message together.</summary>
    /// <param name="maxRequestLength">The limit of one frame; 0 or less for none.</param>
    public int GetMaxMessageLength(int maxRequestLength)
        => _maxMessageLength ?? (maxRequestLength > 0 ? Math.Max(maxRequestLength, DefaultMaxMessageLength) : int.MaxValue);

    /// <summary>Whether pages of an origin may use the server.</summary>
    /// <param name="origin">The origin; empty if the client named none.</param>
    public bool IsOriginAllowed(string origin) => AllowedOrigins.Length == 0 || AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static int? ReadNumber(IServerConfig config, string name)
        => int.TryParse(config.Options?[name], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : null;

    private static TimeSpan? ReadSeconds(IServerConfig config, string name) => ReadNumber(config, name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static bool ReadFlag(IServerConfig config, string name) => bool.TryParse(config.Options?[name], out bool value) && value;

    private static string[] ReadList(IServerConfig config, string name)
        => config.Options?[name]?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
