using System.Net.Mime;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Http;

/// <summary>The paths of the admin listener.</summary>
/// <param name="settings">What to serve.</param>
internal sealed class AdminRequests(AdminListenerSettings settings) : IDisposable
{
    // Verbs at a time, and verbs that wait for their turn.
    private const int MaxActive = 8;
    private const int MaxWaiting = 200;

    private long _refused;
    private long _refusedLoggedAt = -1000;
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = MaxActive, QueueLimit = MaxWaiting });

    /// <summary>Adds the paths to an application.</summary>
    /// <param name="application">The application.</param>
    public void Map(WebApplication application)
    {
        application.Use(GuardAsync);
        application.UseRouting();
        application.MapGet("/healthz", context => WriteTextAsync(context, StatusCodes.Status200OK, "The process lives."));
        application.MapGet("/readyz", WriteReadyAsync);
        application.MapGet("/api", WriteVerbsAsync);
        application.MapPost("/api/{**verb}", RunVerbAsync);
        application.MapFallback(context => WriteTextAsync(context, StatusCodes.Status404NotFound, "There is nothing here; GET /api lists the verbs."));
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (!IsOpen(context) && !IsAllowed(context))
            {
                LogRefused(context);
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await WriteTextAsync(context, StatusCodes.Status401Unauthorized, "The header 'Authorization: Bearer TOKEN' is missing or wrong.");
                return;
            }

            await next(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || e is BadHttpRequestException)
        {
            // The client is gone, or its body is too long or too slow: Kestrel has an answer for that.
            if (e is BadHttpRequestException { StatusCode: var status } && !context.Response.HasStarted)
                await WriteTextAsync(context, status, status == StatusCodes.Status413PayloadTooLarge ? "The body is too long." : "The request is not valid.");
        }
        catch (Exception e)
        {
            settings.Log.Error("A request to the admin listener failed.", e);
            if (!context.Response.HasStarted)
                await WriteTextAsync(context, StatusCodes.Status500InternalServerError, "The server failed to answer; its log says why.");
        }
    }

    // At most one line a second, or a flood of requests would be a flood of the log.
    private void LogRefused(HttpContext context)
    {
        long refused = Interlocked.Increment(ref _refused);
        long now = Environment.TickCount64;
        long last = Volatile.Read(ref _refusedLoggedAt);
        if (now - last < 1000 || Interlocked.CompareExchange(ref _refusedLoggedAt, now, last) != last)
            return;
        string address = $"{context.Connection.RemoteIpAddress}";
        settings.Log.Warn($"A request without the right token from {address} to the admin API is refused ({refused} since the start).");
    }

    // Health says nothing that is worth a secret, and probes have none.
    private static bool IsOpen(HttpContext context) => context.Request.Path.Value is "/healthz" or "/readyz";

    private bool IsAllowed(HttpContext context)
        => context.Features.GetRequiredFeature<AdminConnection>().Door == AdminDoor.Socket
            || (settings.Token is { } token && token.Matches(context.Request.Headers.Authorization.ToString()));

    private Task WriteReadyAsync(HttpContext context)
    {
        string? reason = settings.Service.Health.FindReason();
        return reason == null
            ? WriteTextAsync(context, StatusCodes.Status200OK, string.Join('\n', settings.Service.Health.FindWarnings().Prepend("The server is ready.")))
            : WriteTextAsync(context, StatusCodes.Status503ServiceUnavailable, reason);
    }

    private static Task WriteVerbsAsync(HttpContext context)
    {
        var verbs = new JArray(AdminVerbs.All.Select(verb => new JObject
        {
            ["verb"] = verb.Description.Name,
            ["path"] = "/api/" + verb.Description.Path,
            ["help"] = verb.Description.Help,
            ["parameters"] = new JArray(verb.Description.Parameters.Select(parameter => new JObject
            {
                ["name"] = parameter.Name,
                ["help"] = parameter.Help,
                ["required"] = parameter.IsRequired,
                ["type"] = parameter.IsFlag ? "boolean" : "string",
            })),
        }));
        return WriteAsync(context, StatusCodes.Status200OK, verbs.ToString(Formatting.Indented) + "\n", MediaTypeNames.Application.Json);
    }

    private async Task RunVerbAsync(HttpContext context)
    {
        string name = (context.Request.RouteValues["verb"] as string ?? string.Empty).Replace('/', ' ');
        if (!AdminVerbs.TryFind(name, out AdminVerb? verb))
        {
            var unknown = AdminResult.NotFound($"There is no verb '{PrintableText.Line(name)}'; GET /api lists the verbs.");
            await WriteAsync(context, StatusCodes.Status404NotFound, unknown);
            return;
        }

        if (verb.Description.HasContent && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = AdminLimits.MaxContentBytes;
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        string body;
        try
        {
            body = await reader.ReadToEndAsync(context.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, new AdminResult(AdminStatus.InvalidArguments, "The body is not UTF-8."));
            return;
        }

        AdminResult result = await ExecuteAsync(context, verb, body);
        await WriteAsync(context, GetStatus(result.Status), result);
    }

    private async Task<AdminResult> ExecuteAsync(HttpContext context, AdminVerb verb, string body)
    {
        AdminArguments arguments;
        try
        {
            arguments = AdminJson.ReadArguments(verb.Description, body);
        }
        catch (AdminArgumentException e)
        {
            return new AdminResult(AdminStatus.InvalidArguments, e.Message);
        }

        using RateLimitLease lease = await _limiter.AcquireAsync(1, context.RequestAborted);
        if (!lease.IsAcquired)
            return AdminResult.Unavailable("Too many other requests wait; try again.");
        AdminCaller caller = context.Features.GetRequiredFeature<AdminConnection>().CreateCaller(context.Connection.RemoteIpAddress);
        TimeSpan time = AdminLimits.GetTime(verb.Description);
        try
        {
            return await settings.Service.ExecuteAsync(caller, verb, arguments).WaitAsync(time, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            return AdminResult.Unavailable($"It takes longer than {time.TotalSeconds} s; it goes on, and the audit log says how it ends.");
        }
    }

    private static int GetStatus(AdminStatus status) => status switch
    {
        AdminStatus.Done => StatusCodes.Status200OK,
        AdminStatus.InvalidArguments => StatusCodes.Status400BadRequest,
        AdminStatus.NotFound => StatusCodes.Status404NotFound,
        AdminStatus.Refused => StatusCodes.Status409Conflict,
        AdminStatus.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static Task WriteAsync(HttpContext context, int status, AdminResult result)
        => context.Request.Headers.Accept.ToString().StartsWith(MediaTypeNames.Text.Plain, StringComparison.OrdinalIgnoreCase)
            ? WriteTextAsync(context, status, AdminText.Write(result))
            : WriteAsync(context, status, AdminJson.Write(result).ToString(Formatting.None) + "\n", MediaTypeNames.Application.Json);

    private static Task WriteTextAsync(HttpContext context, int status, string text) => WriteAsync(context, status, text + "\n", "text/plain; charset=utf-8");

    private static Task WriteAsync(HttpContext context, int status, string text, string type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
