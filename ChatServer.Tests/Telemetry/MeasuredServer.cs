using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Telemetry;

/// <summary>The program with a server of every kind, accounts and an admin socket.</summary>
public sealed partial class MeasuredServer : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-metrics-");
    private readonly ServerProcess _process;

    /// <summary>Starts it.</summary>
    /// <param name="environment">Variables of its environment.</param>
    /// <param name="store">See <see cref="ServerSetup.Store"/>.</param>
    public MeasuredServer(IReadOnlyDictionary<string, string?>? environment = null, string store = "journal")
    {
        TestCertificate.Write(Path.Combine(_directory.FullName, "chat.pfx"));
        string file = Path.Combine(_directory.FullName, "Chat.config");
        File.WriteAllText(file, new ServerSetup
        {
            Store = store,
            Accounts = "open",
            Web = string.Empty,
            WebElements = $"""
                <listeners><add ip="127.0.0.1" port="0" /><add ip="127.0.0.1" port="0" security="Tls12,Tls13" /></listeners>
                <certificate filePath="chat.pfx" password="{TestCertificate.Password}" />
                """,
            Udp = string.Empty,
        }.ToXml());
        _process = new ServerProcess("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), "--config", file], environment: environment);
    }

    /// <summary>Waits until clients can come.</summary>
    public Task WhenStarted() => _process.UntilOutput("Ctrl-C stops the server.");

    /// <summary>Ends it as an admin does.</summary>
    public Task<int> Stop()
    {
        _process.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        return _process.Ended();
    }

    /// <summary>Where a server listens.</summary>
    /// <param name="server">Its name.</param>
    public Task<IPEndPoint> EndPoint(string server) => _process.EndPoint(server);

    /// <summary>Where the web server listens with TLS.</summary>
    public async Task<IPEndPoint> SecureEndPoint()
    {
        await WhenStarted();
        string line = _process.Output.First(line => line.StartsWith("  Web ", StringComparison.Ordinal) && line.Contains(" TLS ", StringComparison.Ordinal));
        return IPEndPoint.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    /// <summary>Somebody connects and logs in with a new account.</summary>
    /// <param name="name">The user's id.</param>
    public async Task<ScriptedClient> LogIn(string name)
    {
        ScriptedClient client = await ScriptedClient.Connect(name, await EndPoint("Utf8"), Encoding.UTF8);
        await client.Sends($"Check {name} secret", "HB R");
        while (await client.ReceivesLine() != "R")
        {
        }

        return client;
    }

    /// <summary>A client of the admin socket.</summary>
    public HttpClient OpenSocket()
    {
        string path = Path.Combine(_directory.FullName, "data", "admin.sock");
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = Deadline.Default };
    }

    /// <summary>Asks for the metrics, as Prometheus does.</summary>
    public async Task<string> Scrape()
    {
        await WhenStarted();
        using HttpClient client = OpenSocket();
        return await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
    }

    /// <summary>Asks for the metrics until they have a text. An answer may be some hundred milliseconds old.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The values, see <see cref="Parse"/>.</returns>
    public async Task<Dictionary<string, double>> ScrapeUntil(string text)
    {
        var deadline = new Deadline();
        while (true)
        {
            string metrics = await Scrape();
            if (metrics.Contains(text, StringComparison.Ordinal))
                return Parse(metrics);
            if (deadline.IsOver)
                throw new TimeoutException($"'{text}' is not among the metrics:\n{metrics}");
            await Task.Delay(50);
        }
    }

    /// <summary>Reads the text format of Prometheus.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The values by name and labels, in order; without the label that names the meter.</returns>
    public static Dictionary<string, double> Parse(string text)
    {
        var values = new Dictionary<string, double>();
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            Match sample = Sample().Match(line);
            IEnumerable<string> labels = Label().Matches(sample.Groups["labels"].Value)
                .Select(label => label.Value)
                .Where(label => !label.StartsWith("otel_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
            values[$"{sample.Groups["name"].Value}{{{string.Join(',', labels)}}}"] = double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture);
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    [GeneratedRegex(@"^(?<name>[a-z_0-9]+)(\{(?<labels>.*)\})? (?<value>[^ ]+)")]
    private static partial Regex Sample();

    [GeneratedRegex("[a-zA-Z_0-9]+=\"[^\"]*\"")]
    private static partial Regex Label();
}
