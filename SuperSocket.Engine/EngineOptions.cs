using System.Globalization;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Attributes of <c>&lt;server&gt;</c> that only our engine knows; 1.6 hands them to the application as options.</summary>
public static class EngineOptions
{
    private const string SlowClientName = "slowClient";
    private const string MaxSendBytesName = "maxSendBytes";
    private const string HandshakeTimeOutName = "handshakeTimeOut";

    /// <summary>The names of the attributes.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [SlowClientName, MaxSendBytesName, HandshakeTimeOutName];

    /// <summary>How long a TLS handshake may take, in seconds; at least 1. Default 10.</summary>
    /// <exception cref="ArgumentException">The value is no such number.</exception>
    internal static int HandshakeTimeOut(IServerConfig config) => Number(config, HandshakeTimeOutName, 10, 1);

    /// <summary>How many bytes may wait for a slow peer, at least 1024. Default 65,536.</summary>
    /// <exception cref="ArgumentException">The value is no such number.</exception>
    internal static int MaxSendBytes(IServerConfig config) => Number(config, MaxSendBytesName, 64 * 1024, 1024);

    private static int Number(IServerConfig config, string name, int defaultValue, int least)
    {
        string? text = config.Options?[name];
        if (string.IsNullOrEmpty(text))
            return defaultValue;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw new ArgumentException($"{name}=\"{text}\" is not a whole number from {least} on.");
    }
}
