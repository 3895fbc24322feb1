using System.Net.Sockets;
using System.Text;
using ChatServer.Web.Tutorial;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Primitives;
using SuperSocket.SocketBase;

namespace ChatServer.Web;

/// <summary>Answers the requests of one web server: the page, what the page asks for, and WebSockets.</summary>
/// <param name="server">The server.</param>
internal sealed class WebRequests(WebChatServer server)
{
    private const string TutorialPath = "/Home/MyWebSocket";
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Answers a request. Lets no exception escape.</summary>
    /// <param name="context">The request.</param>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            server.Forwarded.Apply(context);
            SecurityHeaders.AddTo(context.Response.Headers, server.Others.ConnectSources);
            server.StrictTransport.AddTo(context);
            await RouteAsync(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || e is BadHttpRequestException or IOException)
        {
            // The client is gone, or sends what is no request.
        }
        catch (Exception e)
        {
            server.Log.RequestFailed(e);
            if (!context.Response.HasStarted)
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "The server failed to answer; its log says why.");
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        if (!server.Access.IsHostAllowed(context.Request.Host))
        {
            string host = PrintableText.Line(context.Request.Host.Host);
            return WriteAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                $"This server does not answer to the name {host}; its attribute {WebAccess.AllowedHosts} says which names it has.");
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD are possible here.");
        }

        string path = context.Request.Path.Value ?? string.Empty;
        return path switch
        {
            "/ws" => OpenAsync(context),
            "/healthz" => WriteAsync(context, StatusCodes.Status200OK, "The server runs."),
            "/readyz" => WriteReadyAsync(context),
            "/config.json" => WriteAsync(context, StatusCodes.Status200OK, server.PageConfiguration, "application/json; charset=utf-8"),
            _ when path.Equals(TutorialPath, StringComparison.OrdinalIgnoreCase) && server.Tutorial.Options.Members.Count > 0 => OpenTutorialAsync(context),
            _ when PageFile.All.TryGetValue(path, out PageFile? file) => WriteAsync(context, file),
            _ => WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here."),
        };
    }

    private Task WriteReadyAsync(HttpContext context)
    {
        string? reason = server.WhyNotReady;
        return WriteAsync(context, reason == null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, reason ?? "The server is ready.");
    }

    private async Task OpenAsync(HttpContext context)
    {
        if (!WebSocketHandshake.IsAsked(context))
        {
            context.Response.Headers.Upgrade = "websocket";
            await WriteAsync(context, StatusCodes.Status426UpgradeRequired, "Only WebSockets are possible here.");
            return;
        }

        await OpenAsync(context, member: null);
    }

    private Task OpenTutorialAsync(HttpContext context)
    {
        if (!WebSocketHandshake.IsAsked(context))
            return WriteAsync(context, StatusCodes.Status200OK, TutorialTexts.NotAsked);

        IReadOnlyList<string> members = server.Tutorial.Options.Members;
        StringValues names = context.Request.Query["name"];
        if (names.Count != 1 || string.IsNullOrEmpty(names[0]))
            return WriteAsync(context, StatusCodes.Status400BadRequest, TutorialTexts.NobodyNamed(members));
        string name = names[0]!;
        return server.Tutorial.Has(name)
            ? OpenAsync(context, name)
            : WriteAsync(context, StatusCodes.Status403Forbidden, TutorialTexts.NoMember(PrintableText.Line(name), members));
    }

    private async Task OpenAsync(HttpContext context, string? member)
    {
        if (!server.Access.IsOriginAllowed(context.Request))
        {
            string origin = PrintableText.Line(context.Request.Headers.Origin.ToString());
            string refusal = $"Pages of {origin} may not use this server; its attribute {WebAccess.AllowedOrigins} says which pages may.";
            server.Log.WebSocketRefused(context.Connection.RemoteIpAddress, refusal);
            await WriteAsync(context, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        if (!WebSocketHandshake.IsValid(context, out string? error))
        {
            context.Response.Headers.SecWebSocketVersion = "13";
            await WriteAsync(context, StatusCodes.Status400BadRequest, error);
            return;
        }

        // Slow readers of a session are the session's business.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        Socket socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        Stream stream = await WebSocketHandshake.AcceptAsync(context);
        var transport = new WebSocketTransport(socket, stream, server.Config.MaxRequestLength, context.Abort) { Member = member };
        await server.Sockets.RunSessionAsync(context, transport);
    }

    private static Task WriteAsync(HttpContext context, PageFile file)
    {
        context.Response.Headers.ETag = file.ETag;
        string? known = context.Request.Headers.IfNoneMatch;
        if (known == null || (known != "*" && !known.Contains(file.ETag, StringComparison.Ordinal)))
            return WriteAsync(context, StatusCodes.Status200OK, file.Content, file.ContentType);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status, string text, string contentType = PlainText)
        => WriteAsync(context, status, Encoding.UTF8.GetBytes(text), contentType);

    private static async Task WriteAsync(HttpContext context, int status, byte[] content, string contentType)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(content);
    }
}
