using System.Net;
using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Admin.Http;

/// <summary>Asks the running server through its Unix socket.</summary>
internal static class AdminClient
{
    // The server says itself that something takes too long.
    private static readonly TimeSpan ExtraTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxProbeTime = TimeSpan.FromSeconds(10);
    private static readonly Uri Address = new("http://localhost");

    /// <summary>Asks the server for a verb.</summary>
    /// <param name="path">Its Unix socket.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="isJson">Whether the reply is for programs.</param>
    /// <returns>How it ended, and what the server says; <see langword="null"/> if no server runs.</returns>
    /// <exception cref="IOException">The server did not answer.</exception>
    public static async Task<AdminReply?> TryAskAsync(string path, AdminVerbDescription verb, AdminArguments arguments, bool isJson)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/api/" + verb.Path));
        request.Headers.Accept.ParseAdd(isJson ? "application/json" : "text/plain");
        string body = new JObject(arguments.All.Select(pair => new JProperty(pair.Key, pair.Value))).ToString(Formatting.None);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await TrySendAsync(path, request, AdminLimits.GetTime(verb) + ExtraTime).ConfigureAwait(false);
    }

    /// <summary>Asks the server whether clients can be sent to it.</summary>
    /// <param name="path">Its Unix socket.</param>
    /// <returns>The reply of <c>/readyz</c>; <see langword="null"/> if no server runs.</returns>
    /// <exception cref="IOException">The server did not answer.</exception>
    public static async Task<AdminReply?> TryGetReadinessAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/readyz"));
        return await TrySendAsync(path, request, MaxProbeTime).ConfigureAwait(false);
    }

    private static async Task<AdminReply?> TrySendAsync(string path, HttpRequestMessage request, TimeSpan maxTime)
    {
        using Socket? socket = await TryConnectAsync(path).ConfigureAwait(false);
        if (socket == null)
            return null;
        if (PeerUser.WhyNotTrusted(socket) is { } reason)
            throw new IOException($"what listens at {path} is not asked: {reason}.");
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new NetworkStream(socket));
        using var client = new HttpClient(handler) { Timeout = maxTime };
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            return new AdminReply(response.StatusCode, text.TrimEnd('\n'));
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"the running server did not answer: {e.Message}", e);
        }
        catch (OperationCanceledException e)
        {
            throw new IOException("the running server did not answer in time.", e);
        }
    }

    private static async Task<Socket?> TryConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            socket.Dispose();
            throw new IOException($"the running server's {path} is not ours to open: run this as the user who runs the server.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
        {
            socket.Dispose();
            throw new IOException("too many others ask the running server something; try again.", e);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Nobody listens, or the path is too long for a socket, so that nobody can.
            socket.Dispose();
            return null;
        }
    }
}

/// <summary>What the running server said.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Text">The result, in the form that was asked for.</param>
internal sealed record AdminReply(HttpStatusCode Status, string Text)
{
    /// <summary>Whether it was done.</summary>
    public bool IsDone => Status == HttpStatusCode.OK;
}
