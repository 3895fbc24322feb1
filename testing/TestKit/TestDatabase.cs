using System.Net;
using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>
/// A PostgreSQL server of its own in a temporary directory. It runs as an unprivileged user, because it refuses root, and ends with this process. Its data is
/// not flushed to the disk unless it is said: tests kill processes, not machines. Thread-safe.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private const string User = "chat";

    private static readonly Lazy<TestDatabase> OfProcess = new(() => new TestDatabase());

    private readonly string _directory = Directory.CreateTempSubdirectory("chat-postgres-").FullName;
    private readonly Lock _lock = new();
    private readonly bool _flushes;
    private ManualResetEventSlim _stop = new();
    private ChildProcess? _server;

    /// <summary>Creates the database and starts its server.</summary>
    /// <param name="flushes">Whether each commit is flushed to the disk, as in production.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public TestDatabase(bool flushes = false)
    {
        _flushes = flushes;
        OwnDirectory();
        RunUnprivileged(Find("initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions");
        Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    private TestDatabase(IPEndPoint primary)
    {
        OwnDirectory();
        RunUnprivileged(
            Find("pg_basebackup"), "-D", Data, "-h", $"{primary.Address}", "-p", $"{primary.Port}", "-U", User, "-X", "stream", "-c", "fast", "--no-sync", "-R");
        Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>The one that tests share. Each test uses a schema of its own.</summary>
    public static TestDatabase Shared => OfProcess.Value;

    /// <summary>Where the server listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>The id of the main process of the server. The other processes of the server are its children.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int ProcessId => (_server ?? throw new InvalidOperationException("The database does not run.")).Id;

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_directory, "data");

    /// <summary>A name for a new schema.</summary>
    public static string NewSchema() => "t" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>A connection string.</summary>
    /// <param name="schema">The schema to use.</param>
    /// <param name="endPoint">Where to connect; <see langword="null"/> for the server itself.</param>
    public string GetConnection(string schema, IPEndPoint? endPoint = null)
        => $"Host={(endPoint ?? EndPoint).Address};Port={(endPoint ?? EndPoint).Port};Username={User};Database=postgres;Search Path={schema}";

    /// <summary>Ends the shared server, if it was started.</summary>
    public static void DisposeShared()
    {
        if (OfProcess.IsValueCreated)
            OfProcess.Value.Dispose();
    }

    /// <summary>Starts the server after <see cref="Stop"/>.</summary>
    public void Start()
    {
        lock (_lock)
        {
            int port = EndPoint.Port != 0 ? EndPoint.Port : FreePort.Find();
            EndPoint = new IPEndPoint(IPAddress.Loopback, port);
            var started = new TaskCompletionSource<ChildProcess>();
            var stop = _stop = new ManualResetEventSlim();

            // The signal at the parent's death comes when the thread ends that started the process, so the thread waits.
            new Thread(() =>
            {
                try
                {
                    started.SetResult(new ChildProcess("setpriv", [.. Unprivileged(), "--pdeathsig", "INT", Find("postgres"), "-D", Data, "-k", _directory, .. Settings(port)]));
                    stop.Wait();
                }
                catch (Exception e)
                {
                    started.TrySetException(e);
                }
            })
            { IsBackground = true, Name = "PostgreSQL" }.Start();
            _server = started.Task.GetAwaiter().GetResult();
            WaitUntilReady(port);
        }
    }

    /// <summary>Stops the server at once, like a crash of it. Acknowledged commits stay.</summary>
    public void Stop() => End(server => server.Signal(PosixSignal.SIGQUIT));

    /// <summary>Kills all processes of the server with SIGKILL. Acknowledged commits stay.</summary>
    public void Kill() => End(server => server.Kill());

    /// <summary>Creates a server that copies this one and follows it. Commits do not wait for it until <see cref="WaitForStandbys"/>.</summary>
    /// <param name="via">Where it reaches this server; <see langword="null"/> for the server itself.</param>
    public TestDatabase CreateStandby(IPEndPoint? via = null) => new(via ?? EndPoint);

    /// <summary>Makes each commit wait for a standby from now on. Waits until there is one that has everything.</summary>
    /// <exception cref="TimeoutException">There is none.</exception>
    public void WaitForStandbys()
    {
        Execute("alter system set synchronous_standby_names = '*'");
        Execute("select pg_reload_conf()");
        var deadline = new Deadline();
        while (!Execute("select count(*) from pg_stat_replication where sync_state = 'sync'").Contains("1"))
        {
            if (deadline.IsOver)
                throw new TimeoutException("There is no synchronous standby.");
            Thread.Sleep(20);
        }
    }

    /// <summary>Makes a standby an independent server that can be written.</summary>
    public void Promote() => RunUnprivileged(Find("pg_ctl"), "promote", "-D", Data, "-w");

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <returns>The lines of its result.</returns>
    public string[] Execute(string sql)
        => Run(Find("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", $"{EndPoint.Address}", "-p", $"{EndPoint.Port}", "-U", User, "-d", "postgres", "-c", sql);

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    private IEnumerable<string> Settings(int port)
        => new[]
        {
            "listen_addresses=127.0.0.1", $"port={port}", $"fsync={(_flushes ? "on" : "off")}", $"full_page_writes={(_flushes ? "on" : "off")}",
            "max_connections=300", $"shared_buffers={(_flushes ? 256 : 64)}MB", "autovacuum_naptime=10s", "dynamic_shared_memory_type=mmap",
        }.SelectMany(setting => new[] { "-c", setting });

    private static string[] Unprivileged() => IsRoot ? ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];

    // Debian has the programs of each version in a directory of its own.
    private static string Find(string program)
    {
        string? directory = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal).LastOrDefault()
            : null;
        return directory == null ? program : Path.Combine(directory, "bin", program);
    }

    private void RunUnprivileged(string program, params string[] arguments) => Run("setpriv", [.. Unprivileged(), program, .. arguments]);

    private string[] Run(string program, params string[] arguments)
    {
        using var process = new ChildProcess(program, arguments, _directory);
        if (process.WaitForExit() != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed. {process.Said}");
        return process.Output;
    }

    private void OwnDirectory()
    {
        if (IsRoot)
            Run("chown", "nobody:nogroup", _directory);
    }

    private void End(Action<ChildProcess> end)
    {
        lock (_lock)
        {
            if (_server == null)
                return;
            end(_server);
            _server.WaitForExit();
            _server.Dispose();
            _server = null;
            _stop.Set();
        }
    }

    private void WaitUntilReady(int port)
    {
        var deadline = new Deadline();
        while (true)
        {
            using var check = new ChildProcess(Find("pg_isready"), ["-h", "127.0.0.1", "-p", $"{port}", "-q"], _directory);
            if (check.WaitForExit() == 0)
                return;
            if (_server!.HasExited || deadline.IsOver)
                throw new InvalidOperationException($"PostgreSQL does not start. {_server.Said}");
            Thread.Sleep(20);
        }
    }
}
