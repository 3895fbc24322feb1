using System.Configuration;
using System.Net;
using SuperSocket.Common;

namespace ChatServer.Configuration;

/// <summary>The element <c>&lt;admin&gt;</c>.</summary>
public sealed class AdminElement : ConfigurationElement
{
    private const string None = "none";

    /// <summary>See <see cref="AdminOptions.Path"/>, relative to the directory of the configuration file; <c>none</c> for no Unix socket.</summary>
    [ConfigurationProperty("path", DefaultValue = "")]
    public string Path => (string)this["path"];

    /// <summary>See <see cref="AdminOptions.EndPoint"/>.</summary>
    [ConfigurationProperty("endPoint", DefaultValue = "")]
    public string EndPoint => (string)this["endPoint"];

    /// <summary>See <see cref="AdminOptions.TokenFile"/>, relative to the directory of the configuration file.</summary>
    [ConfigurationProperty("tokenFile", DefaultValue = "")]
    public string TokenFile => (string)this["tokenFile"];

    /// <summary>The options.</summary>
    /// <param name="directory">The directory of the configuration file.</param>
    /// <exception cref="ConfigurationErrorsException">The TCP address is none.</exception>
    public AdminOptions ToOptions(string directory) => new()
    {
        HasSocket = !Path.Equals(None, StringComparison.OrdinalIgnoreCase),
        Path = Path.Equals(None, StringComparison.OrdinalIgnoreCase) ? string.Empty : Resolve(directory, Path),
        EndPoint = EndPoint.Length == 0 ? null : ParseEndPoint(EndPoint),
        TokenFile = Resolve(directory, TokenFile),
    };

    private static string Resolve(string directory, string path)
        => path.Length == 0 ? string.Empty : System.IO.Path.Combine(directory, ConfiguredPath.Normalize(path));

    // IPEndPoint takes a number alone for an address, and an address without a port.
    private static IPEndPoint ParseEndPoint(string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out _) && text.AsSpan(0, colon).IndexOfAny('.', ']') >= 0;
        return hasPort && IPEndPoint.TryParse(text, out IPEndPoint? endPoint)
            ? endPoint
            : throw new ConfigurationErrorsException($"<admin endPoint>: '{text}' is no address with a port; write for example 127.0.0.1:9090 or [::1]:9090.");
    }
}
