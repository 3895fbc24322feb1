using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>What every workload can be told: where the server is, how lines travel, how long, and where the result goes.</summary>
internal sealed record LoadOptions
{
    private const int MaxPrefix = 16;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>How lines travel.</summary>
    public required WireTransport Transport { get; init; }

    /// <summary>Stores of the servers of our own, measured in turns.</summary>
    public required StoreKind[] Stores { get; init; }

    /// <summary>Name or address of somebody's server; <see langword="null"/> for servers of our own.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; }

    /// <summary>Its process, if it runs on this machine and is to be measured.</summary>
    public int? ProcessId { get; init; }

    /// <summary>What all ids start with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether somebody chose the prefix, who may have used it before.</summary>
    public bool HasOwnPrefix { get; init; }

    /// <summary>Everybody's password.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>How long each round measures.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How long each server is warmed up.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>How often is measured.</summary>
    public int Rounds { get; init; }

    /// <summary>Where the result goes as JSON.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Another server than the one that was built with us.</summary>
    public string? Server { get; init; }

    /// <summary>How often servers of our own are asked for their metrics; zero for never.</summary>
    public TimeSpan ScrapeInterval { get; init; }

    /// <summary>What is done to the messages that came, to prove that it is found: <c>drop</c> or <c>double</c>.</summary>
    public string? Sabotage { get; init; }

    /// <summary>All options with their values, for the result.</summary>
    public IReadOnlyDictionary<string, string> Given => _given;

    /// <summary>Reads the arguments; those of the workload are left.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="transports">Names of the transports that the workload can use.</param>
    /// <param name="store">The store of a server of our own, if none is named.</param>
    /// <param name="rounds">Rounds, if no number is given.</param>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static LoadOptions Parse(Arguments arguments, IReadOnlyList<string> transports, string store = "memory", int rounds = 3)
    {
        WireTransport transport = WireTransport.Named(arguments.TakeWord("--transport", [.. transports]));
        string? host = arguments.TakeText("--host");
        string[] stores = [store, .. ((string[])["memory", "journal", "both"]).Where(word => word != store)];
        string chosen = arguments.TakeWord("--store", stores);
        if (host?.Length == 0)
            throw new UsageException("--host needs a name or an address.");
        if (host != null && chosen != store)
            throw new UsageException("--store is for servers of our own; the one at --host has its store.");
        int? port = arguments.TakeNumber("--port", 1, 65_535);
        int? process = arguments.TakeNumber("--pid", 1, int.MaxValue);
        string? prefix = arguments.TakeText("--prefix");
        string? password = arguments.TakeText("--password");
        string? server = arguments.TakeFile("--server");
        int scrape = arguments.TakeNumber("--scrape", 1, 3600) ?? 0;
        if (host != null && scrape > 0)
            throw new UsageException("--scrape is for servers of our own.");
        if (host == null && (port ?? process) != null)
            throw new UsageException("--port and --pid need --host.");
        if (host == null && (prefix ?? password) != null)
            throw new UsageException("--prefix and --password need --host.");
        if (host != null && server != null)
            throw new UsageException("--server and --host exclude each other.");
        if (process is int id && !Directory.Exists($"/proc/{id}"))
            throw new UsageException($"there is no process {id}.");
        if (prefix != null && (prefix.Length is 0 or > MaxPrefix || !prefix.All(char.IsAsciiLetterOrDigit)))
            throw new UsageException($"--prefix is 1 to {MaxPrefix} letters and digits; not '{prefix}'.");
        if (prefix != null && password == null)
            throw new UsageException("--prefix needs --password: ids that are used again have the password of the first time.");
        if (password is { } word && (word.Length is 0 or > 128 || word.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))))
            throw new UsageException("--password is 1 to 128 characters without spaces.");

        return new LoadOptions
        {
            Transport = transport,
            Stores = chosen switch { "memory" => [StoreKind.Memory], "journal" => [StoreKind.Journal], _ => [StoreKind.Memory, StoreKind.Journal] },
            Host = host,
            Port = port ?? transport.ShippedPort,
            ProcessId = process,
            HasOwnPrefix = prefix != null,
            Prefix = host == null ? "" : prefix ?? "load" + Guid.NewGuid().ToString("N")[^8..],
            Password = host == null ? "secret" : password ?? Guid.NewGuid().ToString("N"),
            Time = TimeSpan.FromSeconds(arguments.TakeNumber("--seconds", 1, 3600) ?? 5),
            WarmUp = TimeSpan.FromSeconds(arguments.TakeNumber("--warmup", 0, 3600) ?? 4),
            Rounds = arguments.TakeNumber("--rounds", 1, 1000) ?? rounds,
            JsonFile = arguments.TakeFileToWrite("--json"),
            Server = server,
            ScrapeInterval = TimeSpan.FromSeconds(scrape),
            Sabotage = arguments.TakeText("--sabotage"),
        }.Note();
    }

    /// <summary>Takes a number of the workload.</summary>
    public int Number(Arguments arguments, string name, int least, int most, int normal)
    {
        int value = arguments.TakeNumber(name, least, most) ?? normal;
        _given[name[2..]] = value.ToString(CultureInfo.InvariantCulture);
        return value;
    }

    /// <summary>Takes a switch of the workload.</summary>
    public bool Switch(Arguments arguments, string name)
    {
        bool value = arguments.TakeSwitch(name);
        _given[name[2..]] = value ? "true" : "false";
        return value;
    }

    /// <summary>The address of <see cref="Host"/> at which somebody listens; the first if nobody does.</summary>
    /// <exception cref="UsageException">There is no address.</exception>
    public async Task<IPEndPoint> FindHostAsync()
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(Host!).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new UsageException($"--host {Host}: {e.Message}.");
        }

        // Nobody says that a datagram found somebody.
        if (Transport.IsLossy)
            return new IPEndPoint(addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First(), Port);
        foreach (IPAddress address in addresses)
        {
            if (await ListensAsync(new IPEndPoint(address, Port)).ConfigureAwait(false))
                return new IPEndPoint(address, Port);
        }

        return new IPEndPoint(addresses[0], Port);
    }

    private async Task<bool> ListensAsync(IPEndPoint server)
    {
        using var deadline = new CancellationTokenSource(ConnectPatience);
        try
        {
            using Socket socket = Transport.CreateSocket(server.AddressFamily);
            await socket.ConnectAsync(server, deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    // A password has no place in a result.
    private LoadOptions Note()
    {
        if (Host == null)
            _given["store"] = string.Join(", ", Stores.Select(store => store.ToString().ToLowerInvariant()));
        else
            _given["host"] = $"{Host}:{Port}";
        if (Server != null)
            _given["server"] = Server;
        if (ScrapeInterval > TimeSpan.Zero)
            _given["scrape"] = ScrapeInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        _given["seconds"] = Time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        _given["warmup"] = WarmUp.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        _given["rounds"] = Rounds.ToString(CultureInfo.InvariantCulture);
        return this;
    }
}
