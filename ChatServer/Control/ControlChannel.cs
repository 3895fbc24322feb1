using System.Net.Sockets;
using System.Text;
using ChatServer.Configuration;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Control;

/// <summary>
/// Lets the operator talk to the running server: a Unix domain socket in the data directory that only the owner of the process can open. A connection is
/// one request, a line for <see cref="OperatorDesk"/>; one is served at a time.
/// </summary>
internal sealed class ControlChannel : IAsyncDisposable
{
    private const string FileName = "control.sock";
    private const int Backlog = 8;
    private const int MostRequestBytes = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Whoever takes longer is not the operator's program.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);

    private readonly string _path;
    private readonly Socket _listener;
    private readonly OperatorDesk _desk;
    private readonly ILog _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private ControlChannel(string path, Socket listener, OperatorDesk desk, ILog log)
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
    /// <param name="system">What is changed.</param>
    /// <param name="options">Where it is.</param>
    /// <param name="log">Gets why it cannot be opened.</param>
    /// <returns>The channel, or <see langword="null"/> if there is nothing to change or if it cannot be opened.</returns>
    public static ControlChannel? TryOpen(ChatSystem system, ChatOptions options, ILog log)
    {
        if (options.Store.Path.Length == 0 || options is { Accounts.Mode: AccountMode.None, Store.Type: StoreType.Memory })
            return null;

        string path = PathOf(options);
        try
        {
            MakeDirectory(options.Store.Path);
            return new ControlChannel(path, Listen(path), new OperatorDesk(system), log);
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
        File.Delete(_path);
        _stop.Dispose();
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
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using Socket connection = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                deadline.CancelAfter(MostTime);
                await ServeAsync(connection, deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The end, or somebody who does not read.
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                _log.Debug($"A connection to the control channel broke: {e.Message}");
            }
            catch (Exception e)
            {
                _log.Error("A request to the control channel failed.", e);
            }
        }
    }

    private async Task ServeAsync(Socket connection, CancellationToken cancel)
    {
        await using var stream = new NetworkStream(connection);
        string? request = await ReadLineAsync(stream, cancel).ConfigureAwait(false);
        if (request == null)
            return;

        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        string last = await _desk.ExecuteAsync(request, line => writer.WriteLineAsync(line.AsMemory(), cancel)).WaitAsync(cancel).ConfigureAwait(false);
        await writer.WriteLineAsync(last.AsMemory(), cancel).ConfigureAwait(false);
        await writer.FlushAsync(cancel).ConfigureAwait(false);

        // The request may hold a password; its answer never does.
        _log.Info($"The operator's request was answered: {last}");
    }

    private static async Task<string?> ReadLineAsync(NetworkStream stream, CancellationToken cancel)
    {
        byte[] bytes = new byte[MostRequestBytes];
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
