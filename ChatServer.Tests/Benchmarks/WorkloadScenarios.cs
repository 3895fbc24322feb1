using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using ChatServer.Benchmarks.Workloads;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>Each workload in short, against servers of its own and of others.</summary>
[Platform(Include = "Linux")]
public class WorkloadScenarios
{
    private const string Schema = "benchmarks.schema.json";

    private static readonly Dictionary<string, string> Short = new()
    {
        ["relay"] = "--pairs 3 --window 4",
        ["latency"] = "--pairs 3 --rate 100",
        ["idle"] = "--users 12",
        ["login"] = "--users 12",
        ["group"] = "--members 12 --window 4",
        ["offline"] = "--messages 300",
        ["slow-readers"] = "--users 5 --pour 300 --rate 100",
        ["mixed"] = "--users 12 --groups 3 --rate 300",
    };

    private readonly StringWriter _output = new();
    private string _json = null!;

    [SetUp]
    public void ChooseFile() => _json = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.json");

    [TearDown]
    public void DeleteFile() => File.Delete(_json);

    [TestCase("relay", "tcp")]
    [TestCase("relay", "ws")]
    [TestCase("relay", "udp")]
    [TestCase("latency", "tcp")]
    [TestCase("latency", "ws")]
    [TestCase("latency", "udp")]
    [TestCase("idle", "tcp")]
    [TestCase("idle", "ws")]
    [TestCase("idle", "udp")]
    [TestCase("login", "tcp")]
    [TestCase("login", "ws")]
    [TestCase("login", "udp")]
    [TestCase("group", "tcp")]
    [TestCase("group", "ws")]
    [TestCase("offline", "tcp")]
    [TestCase("offline", "ws")]
    [TestCase("slow-readers", "tcp")]
    [TestCase("slow-readers", "ws")]
    [TestCase("mixed", "tcp")]
    [TestCase("mixed", "ws")]
    public async Task A_workload_finds_no_errors_and_its_result_fits_the_schema(string workload, string transport)
    {
        Assert.That(await RunAsync(workload, $"--transport {transport}"), Is.True, _output.ToString);

        JToken result = await ReadResultAsync();
        Assert.Multiple(() =>
        {
            Assert.That((string?)result["workload"], Is.EqualTo(workload));
            Assert.That((string?)result["transport"], Is.EqualTo(transport));
            Assert.That((bool)result["ok"]!, Is.True);
            Assert.That(result["rows"], Is.Not.Empty);

            // On a loaded machine a thread may rest in the middle of a command.
            IEnumerable<string> said = _output.ToString().Split('\n').Where(line => !line.Contains("held a thread for", StringComparison.Ordinal));
            Assert.That(said, Has.None.Contains("VIOLATION").And.None.Contains("the server said"));
        });

        // Each column that is promised has a figure somewhere.
        foreach (JToken column in result["columns"]!)
            Assert.That(result["rows"]!.Any(row => row["values"]![(string)column["name"]!] != null), Is.True, $"{column} in {result}");
    }

    [TestCase("relay", "drop", "lost: 1")]
    [TestCase("relay", "double", "doubled: [1-9]")]
    [TestCase("latency", "drop", "lost: 1")]
    [TestCase("group", "double", "doubled: [1-9]")]
    [TestCase("group", "drop", "lost: 1")]
    [TestCase("offline", "drop", "lost: 1")]
    [TestCase("offline", "double", "doubled: [1-9]")]
    [TestCase("slow-readers", "drop", "lost: 1")]
    [TestCase("mixed", "double", "doubled: [1-9]")]
    public async Task A_message_that_is_dropped_or_comes_twice_is_found(string workload, string sabotage, string found)
    {
        Assert.That(await RunAsync(workload, $"--sabotage {sabotage}"), Is.False, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION").And.Match(found));
        Assert.That((bool)(await ReadResultAsync())["ok"]!, Is.False);
    }

    [Test]
    public async Task A_datagram_that_is_lost_is_sent_again()
        => Assert.That(await RunAsync("relay", "--transport udp --seconds 3 --sabotage drop"), Is.True, _output.ToString);

    [TestCase("relay")]
    [TestCase("mixed")]
    [TestCase("group")]
    public async Task On_the_server_of_somebody_else_a_load_runs_twice_and_leaves_nothing_unconfirmed(string workload)
    {
        using var server = new OwnServer(new ServerConfiguration { HasAccounts = true }, program: null);
        await server.StartAsync();
        string options = $"--host 127.0.0.1 --port {server.Process.EndPoint.Port} --pid {server.Process.Id} --prefix it --password secret";
        for (int i = 0; i < 2; i++)
            Assert.That(await RunAsync(workload, options), Is.True, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain("makes accounts and messages").And.Contain("server CPU"));

        LoadTarget target = server.Target("own", WireTransport.Tcp, Progress.None) with { Prefix = "it" };
        foreach (string user in (string[])["s0", "r0", "r1", "m0", "m1", "p0", "p1", "p2"])
        {
            using WireConnection connection = Crowd.LogIn(target, $"it{user}");
            connection.AppendLine("Pending"u8);
            connection.AppendLine("Groups"u8);
            connection.Flush();
            connection.WaitForLine("0 unconfirmed messages"u8);
            connection.WaitForLine("You are in 0 groups"u8);
        }
    }

    [Test]
    public async Task A_round_of_a_group_ends_before_a_mailbox_is_full()
        => Assert.That(await RunAsync("group", "--members 2 --window 100 --bytes 3000 --seconds 120"), Is.True, _output.ToString);

    [TestCase("relay", "tcp")]
    [TestCase("relay", "udp")]
    [TestCase("group", "tcp")]
    [TestCase("mixed", "tcp")]
    [TestCase("offline", "tcp")]
    [TestCase("slow-readers", "tcp")]
    public async Task What_an_interrupted_run_has_left_is_no_error_of_the_next(string workload, string transport)
    {
        using var server = new OwnServer(new ServerConfiguration { HasAccounts = true }, program: null);
        await server.StartAsync();
        LoadTarget target = server.Target("own", WireTransport.Tcp, Progress.None);
        foreach (string member in (string[])["itm3", "itp4"])
            new Crowd(target) { Then = ["Join itbench", "Join itg0", "Quit"], LastAnswer = "Goodbye" }.LogIn([member])[0].Dispose();
        using (WireConnection sender = Crowd.LogIn(target, "itx"))
        {
            foreach (string recipient in (string[])["its1", "itr1", "itm3", "itm4", "itp4", "itp5", "itaway0", "itslow2"])
                sender.AppendLine($"Chat {recipient} {777:D10} is left");
            sender.AppendLine("Chat itfiller0 last"u8);
            sender.AppendLine("HB R"u8);
            sender.Flush();
            sender.WaitForLine("R"u8);
        }

        int port = server.Process.EndPointOf(WireTransport.Named(transport)).Port;
        Assert.That(await RunAsync(workload, $"--host 127.0.0.1 --port {port} --transport {transport} --prefix it --password secret"), Is.True, _output.ToString);
    }

    [Test]
    public async Task A_server_that_cannot_be_run_is_named()
    {
        string program = Path.Combine(AppContext.BaseDirectory, Schema);
        Assert.That(await RunAsync("relay", $"--store memory --server {program}"), Is.False);
        Assert.That(_output.ToString(), Does.Contain($"VIOLATION The server '{program}' cannot be run: "));
        Assert.That((string?)(await ReadResultAsync())["options"]!["server"], Is.EqualTo(program));
    }

    [Test]
    public async Task What_a_server_says_that_does_not_start_is_shown()
    {
        Assert.That(await RunAsync("relay", "--store memory --server /usr/bin/env"), Is.False);
        Assert.That(_output.ToString(), Does.Contain("ended before it was ready").And.Contain("--config"));
    }

    [Test]
    public async Task A_wrong_password_on_the_server_of_somebody_else_is_named()
    {
        using var server = new OwnServer(new ServerConfiguration { HasAccounts = true }, program: null);
        await server.StartAsync();
        Crowd.LogIn(server.Target("own", WireTransport.Tcp, Progress.None), "its0").Dispose();
        Assert.That(await RunAsync("relay", $"--host 127.0.0.1 --port {server.Process.EndPoint.Port} --prefix it --password other"), Is.False);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION the server answered the login of its0: 'Wrong id or password'"));
    }

    [Test]
    public async Task A_server_that_is_not_there_is_named()
    {
        Assert.That(await RunAsync("relay", "--host 127.0.0.1 --port 1"), Is.False);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION Connection refused"));
    }

    [Test]
    public async Task A_port_of_another_kind_is_named_at_once()
    {
        using var server = new OwnServer(new ServerConfiguration(), program: null);
        await server.StartAsync();
        Assert.That(await RunAsync("relay", $"--host 127.0.0.1 --port {server.Process.EndPoint.Port} --transport ws"), Is.False);
        Assert.That(_output.ToString(), Does.Contain($"VIOLATION the server at {server.Process.EndPoint} opens no WebSocket, but says 'Welcome to SuperSocket Chat Server'"));
    }

    [Test]
    public async Task A_port_that_takes_no_datagrams_is_named()
    {
        Assert.That(await RunAsync("relay", "--host 127.0.0.1 --port 1 --transport udp"), Is.False);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION the connection to 127.0.0.1:1 failed (Connection refused)"));
    }

    private async Task<bool> RunAsync(string workload, string more)
    {
        string[] special = more.Split(' ');
        string[] usual = $"{(special.Contains("--members") ? "" : Short[workload] + " ")}--rounds 1 --warmup 0".Split(' ');
        string[] seconds = special.Contains("--seconds") ? [] : ["--seconds", "1"];
        WorkloadPlan plan = WorkloadCatalog.Plan(workload, new Arguments([.. usual, .. special, .. seconds, "--json", _json]));
        return await new LoadRun(plan, _output, Progress.None).RunAsync();
    }

    private async Task<JToken> ReadResultAsync()
    {
        string json = await File.ReadAllTextAsync(_json);
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, Schema));
        Assert.That(schema.Validate(json), Is.Empty, json);
        return JToken.Parse(json);
    }
}
