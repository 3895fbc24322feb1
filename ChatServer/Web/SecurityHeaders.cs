using Microsoft.AspNetCore.Http;

namespace ChatServer.Web;

/// <summary>What every answer to an HTTP request tells browsers (what is none, Kestrel refuses by itself, without a body): load nothing from elsewhere, and be loaded by nobody else.</summary>
internal static class SecurityHeaders
{
    private const string BeforeSources = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

    private const string AfterSources = "; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), usb=()";

    /// <summary>Adds the headers.</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="connectSources">See <see cref="OtherServers.ConnectSources"/>.</param>
    public static void AddTo(IHeaderDictionary headers, string connectSources)
    {
        headers.ContentSecurityPolicy = BeforeSources + connectSources + AfterSources;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers.CacheControl = "no-cache";
    }
}
