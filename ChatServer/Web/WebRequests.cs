using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ChatServer.Web;

/// <summary>Answers the requests of one web server: the page, what the page asks for, and WebSockets.</summary>
/// <param name="server">The server.</param>
internal sealed class WebRequests(WebChatServer server)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Answers a request. Lets no exception escape.</summary>
    /// <param name="context">The request.</param>
    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            SecurityHeaders.AddTo(context.Response.Headers);
            await RouteAsync(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || e is BadHttpRequestException or IOException)
        {
            // The client is gone, or sends what is no request.
        }
        catch (Exception e)
        {
            server.Logger.Error("A web request failed.", e);
            if (!context.Response.HasStarted)
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "The server failed to answer; its log says why.");
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD are possible here.");
        }

        string path = context.Request.Path.Value ?? string.Empty;
        return path switch
        {
            "/ws" => OpenAsync(context),
            "/config.json" => WriteAsync(context, StatusCodes.Status200OK, server.PageConfiguration, "application/json; charset=utf-8"),
            _ when PageFile.All.TryGetValue(path, out PageFile? file) => WriteAsync(context, file),
            _ => WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here."),
        };
    }

    private async Task OpenAsync(HttpContext context)
    {
        if (!WebSocketHandshake.IsAsked(context))
        {
            context.Response.Headers.Upgrade = "websocket";
            await WriteAsync(context, StatusCodes.Status426UpgradeRequired, "Only WebSockets are possible here.");
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
        await server.Sockets.RunSessionAsync(context, new WebSocketTransport(socket, stream, server.Config.MaxRequestLength, context.Abort));
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
