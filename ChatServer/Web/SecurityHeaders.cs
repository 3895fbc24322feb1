using Microsoft.AspNetCore.Http;

namespace ChatServer.Web;

/// <summary>What every answer to an HTTP request tells browsers (what is none, Kestrel refuses by itself, without a body): load nothing from elsewhere, and be loaded by nobody else.</summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), usb=()";

    /// <summary>Adds the headers.</summary>
    /// <param name="headers">The headers of the answer.</param>
    public static void AddTo(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers.CacheControl = "no-cache";
    }
}
