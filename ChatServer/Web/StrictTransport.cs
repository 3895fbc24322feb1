using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using SuperSocket.SocketBase.Config;

namespace ChatServer.Web;

/// <summary>
/// Tells browsers that came with https to come with nothing else (HSTS, RFC 6797). Not for addresses, for which browsers ignore it, and not for localhost,
/// where it would be about the servers of all programs of a machine.
/// </summary>
internal sealed class StrictTransport
{
    /// <summary>The attribute: for how many seconds browsers remember it.</summary>
    public const string MaxAge = "hstsMaxAge";

    private const string LocalHost = "localhost";
    private const int Year = 31_536_000;

    private readonly string? _value;

    private StrictTransport(int seconds) => _value = seconds == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"max-age={seconds}");

    /// <summary>Reads the attribute of a server.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="strict">What it says.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? TryRead(IServerConfig config, out StrictTransport strict)
    {
        string text = config.Options?[MaxAge] ?? string.Empty;
        int seconds = Year;
        bool isRight = text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
        strict = new StrictTransport(seconds);
        return isRight ? null : $"The server '{config.Name}': {MaxAge}=\"{text}\" is no number of seconds; 0 tells browsers nothing.";
    }

    /// <summary>Adds the header where it belongs.</summary>
    /// <param name="context">The request.</param>
    public void AddTo(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (_value != null && request.IsHttps && IsName(request.Host))
            context.Response.Headers.StrictTransportSecurity = _value;
    }

    private static bool IsName(HostString host)
        => host.HasValue && !host.Host.Equals(LocalHost, StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(host.Host.Trim('[', ']'), out _);
}
