using System.Text;

namespace ChatServer.Client.Internal;

/// <summary>Connects to the current one of several servers and logs in. Not thread-safe.</summary>
internal sealed class Dialer(ChatClientOptions options, ServerList servers)
{
    private const int MaxWordsBeforeJson = 3;
    private const int MaxQuotedBytes = 200;
    private const int PartOfDialing = 5;

    // How long a login that was given up may still reach the server, through a proxy for example.
    private static readonly TimeSpan StrayTime = TimeSpan.FromMinutes(2);

    // When the logins were given up that have not explained a kick yet.
    private readonly Queue<long> _strays = [];

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="ChatException">The server refuses.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<ILink> ConnectAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        ILink? link = null;
        try
        {
            link = await DialAsync(either.Token).ConfigureAwait(false);
            if (!link.IsJson)
                await ChangeToJsonAsync(link, either.Token).ConfigureAwait(false);
            await LogInAsync(link, either.Token).ConfigureAwait(false);
            return link;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            link?.Dispose();
            throw new TimeoutException($"No login at {servers.Current} within {options.ConnectTimeout.TotalSeconds:0.###} s.");
        }
        catch
        {
            link?.Dispose();
            throw;
        }
    }

    /// <summary>A request that logs in.</summary>
    public Operation Check() => Operation.OfLink("Check", ("id", options.Id), ("password", options.Password));

    /// <summary>
    /// Whether a kick may come from a login of this client itself, which was given up before its reply and reached the server late. Each such login
    /// explains one kick.
    /// </summary>
    public bool TryExplainKick()
    {
        while (_strays.TryDequeue(out long givenUp))
        {
            if (options.TimeProvider.GetElapsedTime(givenUp) <= StrayTime)
                return true;
        }

        return false;
    }

    private async Task<ILink> DialAsync(CancellationToken cancellationToken)
    {
        TimeSpan timeout = servers.HasOthers ? options.ConnectTimeout / PartOfDialing : options.ConnectTimeout;
        using var patience = new CancellationTokenSource(timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        ChatClientOptions here = options with { Server = servers.Current };
        return here.Server.Scheme is "ws" or "wss"
            ? await WebSocketLink.ConnectAsync(here, either.Token).ConfigureAwait(false)
            : await TcpLink.ConnectAsync(here, either.Token).ConfigureAwait(false);
    }

    // The welcome is words, and so is what the server says in place of it.
    private static async Task ChangeToJsonAsync(ILink link, CancellationToken cancellationToken)
    {
        await link.WriteAsync([Encoding.UTF8.GetBytes("Format json")], cancellationToken).ConfigureAwait(false);
        string words = string.Empty;
        for (int i = 0; i < MaxWordsBeforeJson; i++)
        {
            if (await link.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { } line)
                throw new LinkException($"The server ended the connection before the login. It said: {words}");
            if (line.Span is [(byte)'{', ..] && ServerLine.Parse(line.Span).Code == ServerCode.FormatChanged)
                return;
            words = Quote(line.Span);
            if (line.Span.StartsWith("HTTP/"u8))
                throw new ChatException(ChatError.NotAChatServer, $"A web server answers there. A chat server has another port for TCP; its WebSocket is ws:// or wss://. It said: {words}");
        }

        throw new ChatException(ChatError.NotAChatServer, $"The server does not speak JSON. It said: {words}");
    }

    // It may be anything that listens there: not all of it, and nothing that a terminal would obey.
    private static string Quote(ReadOnlySpan<byte> line)
        => string.Concat(Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxQuotedBytes)]).Select(c => char.IsControl(c) ? '?' : c));

    private async Task LogInAsync(ILink link, CancellationToken cancellationToken)
    {
        Operation check = Check();
        bool hasReply = false;
        try
        {
            await link.WriteAsync([Operation.OfLink("Lang", ("value", options.Language)).Line, check.Line], cancellationToken).ConfigureAwait(false);
            while (!hasReply)
            {
                if (await link.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { } bytes)
                    throw new LinkException("The server ended the connection before the login.");
                ServerLine line = ServerLine.Parse(bytes.Span);
                hasReply = line.Tag == check.Tag || line.IsError;
                if (line.IsError)
                    throw line.ToException();
                if (hasReply && line.Code != ServerCode.LoggedIn)
                    throw new ChatException(ChatError.NotAChatServer, "The server does not answer a login as a chat server does.");
            }
        }
        finally
        {
            if (!hasReply)
                _strays.Enqueue(options.TimeProvider.GetTimestamp());
        }
    }
}
