using System.Net.Sockets;
using System.Text;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Admin;

/// <summary>
/// Lets the operator talk to the running server: a Unix domain socket in the data directory for the owner of the process and for root. A connection is
/// one request, a line for <see cref="AdminCommands"/>. A few are served at a time, so a client that says nothing does not hold up another.
/// </summary>
internal sealed class AdminChannel : IAsyncDisposable
{
    private const string FileName = "control.sock";
    private const int Backlog = 128;
    private const int MaxRequestBytes = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int MaxConnections = 8;

    // The operator's program connects when its request is complete.
    private static readonly TimeSpan MaxRequestTime = TimeSpan.FromSeconds(5);

    // From the connection to the last line of the answer. A slow hash and a slow disk are among it.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(500);

    private readonly string _path;
    private readonly Socket _listener;
    private readonly AdminCommands _desk;
    private readonly ILog _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MaxConnections);
    private readonly Task _serving;

    private AdminChannel(string path, Socket listener, AdminCommands desk, ILog log)
    {
        _path = path;
        _listener = listener;
        _desk = desk;
        _log = log;
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>Where the channel of a configuration is.</summary>
    public static string PathOf(ChatOptions options) => Path.Combine(options.Store.Path, FileName);

    /// <summary>Opens the channel. A server without one serves its users all the same.</summary>
    /// <param name="chat">What is changed.</param>
    /// <param name="options">Where it is.</param>
    /// <param name="log">Gets why it cannot be opened.</param>
    /// <returns>The channel, or <see langword="null"/> if there is nothing to change or if it cannot be opened.</returns>
    public static AdminChannel? TryOpen(IChat chat, ChatOptions options, ILog log)
    {
        if (options.Store.Path.Length == 0 || options is { Accounts.Mode: AccountMode.None, Store.Type: StoreType.Memory })
            return null;

        string path = PathOf(options);
        try
        {
            MakeDirectory(options.Store.Path);
            if (DirectoryTrust.FindDanger(options.Store.Path) is { } danger)
                log.Warn(danger);
            return new AdminChannel(path, Listen(path), new AdminCommands(chat), log);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            log.Warn($"There is no control channel at {path}, so accounts cannot be changed while the server runs: {e.Message}");
            return null;
        }
    }

    /// <summary>Stops; a request that is under way is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        Remove(_path);

        // The requests end soon, because they are cancelled.
        for (int i = 0; i < MaxConnections; i++)
            await _places.WaitAsync().ConfigureAwait(false);
        _places.Dispose();
        _stop.Dispose();
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The directory may be gone. A socket at which nobody listens is removed by the next start.
        }
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static Socket Listen(string path)
    {
        if (File.Exists(path))
            RemoveDeadSocket(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));

            // Nobody can connect before it listens.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly);
            listener.Listen(Backlog);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private static void RemoveDeadSocket(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new IOException("another server listens there.");
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                _ = ServeAndLeaveAsync(await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                _places.Release();
                if (_stop.IsCancellationRequested)
                    return;
                _log.Warn($"A connection to the control channel could not be accepted: {e.Message}");
                await Task.Delay(PauseAfterError, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    // Nothing escapes.
    private async Task ServeAndLeaveAsync(Socket connection)
    {
        try
        {
            using (connection)
            {
                if (PeerUser.WhyRefused(connection) is { } reason)
                    _log.Warn($"A connection to the control channel is refused: {reason}.");
                else
                    await ServeAsync(connection).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end, or somebody who says nothing or does not read.
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            _log.Debug($"A connection to the control channel broke: {e.Message}");
        }
        catch (Exception e)
        {
            _log.Error("A request to the control channel failed.", e);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        CancellationToken cancel = deadline.Token;
        deadline.CancelAfter(MaxRequestTime);

        // What is written to a client that does not read cannot be cancelled in any other way.
        await using CancellationTokenRegistration end = cancel.Register(connection.Dispose);
        await using var stream = new NetworkStream(connection);
        string? request = await ReadLineAsync(stream, cancel).ConfigureAwait(false);
        if (request == null)
            return;

        deadline.CancelAfter(MaxTime);
        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        string last = await _desk.ExecuteAsync(request, line => writer.WriteLineAsync(line.AsMemory(), cancel)).WaitAsync(cancel).ConfigureAwait(false);
        await writer.WriteLineAsync(last.AsMemory(), cancel).ConfigureAwait(false);
        await writer.FlushAsync(cancel).ConfigureAwait(false);

        // The request may hold a password; its answer never does.
        _log.Info($"The operator's request was answered: {last}");
    }

    private static async Task<string?> ReadLineAsync(NetworkStream stream, CancellationToken cancel)
    {
        byte[] bytes = new byte[MaxRequestBytes];
        int length = 0;
        while (length < bytes.Length)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(length), cancel).ConfigureAwait(false);
            if (read == 0)
                return null;
            length += read;
            int end = bytes.AsSpan(0, length).IndexOf((byte)'\n');
            if (end >= 0)
                return Encoding.UTF8.GetString(bytes, 0, end);
        }

        return null;
    }
}
