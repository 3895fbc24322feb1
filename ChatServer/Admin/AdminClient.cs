using System.Net.Sockets;
using System.Text;

namespace ChatServer.Admin;

/// <summary>Asks the running server.</summary>
internal static class AdminClient
{
    // Longer than the server takes for anything.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(90);

    /// <summary>Sends a request to the server that runs, if one does.</summary>
    /// <param name="path">Where its channel is.</param>
    /// <param name="request">The line.</param>
    /// <param name="write">Gets the lines of the answer before the last one.</param>
    /// <returns>The last line of the answer; <see langword="null"/> if no server runs.</returns>
    /// <exception cref="IOException">The server did not answer.</exception>
    public static async Task<string?> TryAskAsync(string path, string request, Func<string, Task> write)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new IOException($"the running server's {path} is not ours to open: run this as the user who runs the server.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
        {
            throw new IOException("too many others ask the running server something; try again.", e);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Nobody listens, or the path is too long for a socket, so that nobody can.
            return null;
        }

        if (PeerUser.WhyNotTrusted(socket) is { } reason)
            throw new IOException($"what listens at {path} is not asked: {reason}.");
        using var deadline = new CancellationTokenSource(MaxTime);
        try
        {
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), deadline.Token).ConfigureAwait(false);
            return await ReadAnswerAsync(stream, write, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new IOException("the running server did not answer in time.", e);
        }
    }

    private static async Task<string> ReadAnswerAsync(NetworkStream stream, Func<string, Task> write, CancellationToken cancel)
    {
        using var reader = new StreamReader(stream);
        string? last = null;
        while (await reader.ReadLineAsync(cancel).ConfigureAwait(false) is { } line)
        {
            if (last != null)
                await write(last).ConfigureAwait(false);
            last = line;
        }

        return last ?? throw new IOException("the running server did not answer.");
    }
}
