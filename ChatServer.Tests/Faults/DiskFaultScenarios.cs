using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Faults;

/// <summary>A real server whose calls of the system fail: what was acknowledged is there after a crash, whatever failed.</summary>
[Platform(Include = "Linux")]
public sealed class DiskFaultScenarios
{
    private const string Error = "The journal cannot be written; new messages are refused until it can.";
    private const double Patience = 120;

    // A call and the numbers of errors: EPERM, EIO, EBADF, ENOMEM, EACCES, EINVAL, EMFILE, EFBIG, ENOSPC, EROFS, ENOTSUP, EDQUOT, ECANCELED.
    private static readonly (string Call, int[] Errors)[] Faults =
    [
        ("fsync", [5, 9, 12, 22, 27, 28, 30, 95, 125]),
        ("write", [1, 5, 22, 27, 28, 122, 125]),
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-faults-");
    private readonly HashSet<string> _stored = [];
    private readonly HttpClient _http = new();
    private string _file = null!;
    private DiskFaults _faults = null!;

    [SetUp]
    public async Task SetUp()
    {
        _file = Path.Combine(_directory.FullName, "Chat.config");
        await File.WriteAllTextAsync(_file, new ServerSetup { Store = "journal", Web = string.Empty }.ToXml());
        _faults = new DiskFaults(Path.Combine(_directory.FullName, "data"));
    }

    [TearDown]
    public void TearDown()
    {
        _http.Dispose();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Nothing_is_acknowledged_while_a_flush_or_a_write_fails_whatever_the_error_and_all_goes_on_when_it_works()
    {
        int outages = 0;
        using (ServerProcess server = _faults.Start(_file))
        {
            ScriptedClient romeo = await LogIn(server, "romeo");
            foreach ((string call, int[] errors) in Faults)
            {
                foreach (int error in errors)
                {
                    await IsStored(romeo, $"before {call} {error}");
                    outages++;
                    _faults.Set($"{call} {error} 1000");
                    await IsRefused(server, romeo, $"during {call} {error}");
                    _faults.Set();
                    await IsReady(server, HttpStatusCode.OK);
                }
            }

            await IsStored(romeo, "the last");
            Assert.That(server.Errors.Count(line => line.Contains(Error, StringComparison.Ordinal)), Is.EqualTo(outages), () => string.Join('\n', server.Errors));
            Assert.That(server.Errors, Has.None.Contains("nhandled"));
        }

        await AllIsThere();
    }

    [TestCase("open 24 1000")]
    [TestCase("open 13 1000")]
    [TestCase("unlink 5 1000")]
    [TestCase("truncate 5 1000")]
    [TestCase("truncate 27 1000")]
    public async Task A_call_that_fails_while_the_server_goes_on_in_a_new_file_loses_nothing(string rule)
    {
        using (ServerProcess server = _faults.Start(_file))
        {
            ScriptedClient romeo = await LogIn(server, "romeo");
            await IsStored(romeo, "before");
            _faults.Set("fsync 5 1000", rule);
            await IsRefused(server, romeo, "during");
            _faults.Set(rule);
            await Until(() => _faults.Failures.Any(failure => failure.StartsWith(rule.Split(' ')[0], StringComparison.Ordinal)), "the call fails");
            _faults.Set();
            await IsReady(server, HttpStatusCode.OK);
            await IsStored(romeo, "after");
        }

        await AllIsThere();
    }

    [Test]
    public async Task Everything_fails_at_random_and_nothing_acknowledged_is_lost([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        string[] rules = ["fsync 5 150", "fsync 28 50", "write 28 100", "write 5 50", "open 24 100", "open 5 50", "rename 5 300", "truncate 5 300", "unlink 5 300"];
        for (int round = 0; round < 3; round++)
        {
            using ServerProcess server = _faults.Start(_file, random.Next());
            ScriptedClient[] senders = await Task.WhenAll(LogIn(server, "romeo"), LogIn(server, "tybalt"), LogIn(server, "paris"));
            using var end = new CancellationTokenSource();
            Task[] talks = [.. senders.Select((sender, i) => TalkAsync(sender, $"{round}{i}", end.Token))];
            for (int i = 0; i < 8; i++)
            {
                _faults.Set(i % 2 == 0 ? [.. rules.Where(_ => random.Next(2) == 0)] : []);
                await Task.Delay(random.Next(100, 400));
            }

            // Killed in the middle of it, or told to stop.
            _faults.Set(rules);
            Assert.That(server.HasExited, Is.False, () => string.Join('\n', server.Errors));
            if (round == 1)
            {
                server.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
                Assert.That(await server.Ended(Patience), Is.Zero, () => string.Join('\n', server.Errors));
            }

            server.Dispose();
            await end.CancelAsync();
            await Task.WhenAll(talks);

            // A start on such a disk works, or says in a line why not.
            using ServerProcess again = _faults.Start(_file, random.Next());
            await Until(() => again.HasExited || again.Output.Contains("Ctrl-C stops the server."), "the server starts, or not");
            if (again.HasExited)
                Assert.That(await again.Ended(), Is.EqualTo(1), () => string.Join('\n', again.Errors));
            again.Dispose();
            _faults.Set();
        }

        Assert.That(_faults.Failures, Is.Not.Empty);
        await AllIsThere();
    }

    private async Task TalkAsync(ScriptedClient sender, string name, CancellationToken end)
    {
        try
        {
            for (int i = 0; !end.IsCancellationRequested; i++)
            {
                string text = $"{name} {i}";
                await sender.Sends($"Chat juliet {text}");
                string? line;
                do
                    line = await sender.TryReceiveLine(Patience);
                while (line != null && !line.StartsWith("Stored on disk ", StringComparison.Ordinal) && !line.StartsWith("Not stored: ", StringComparison.Ordinal) && !line.StartsWith("Not on disk yet: ", StringComparison.Ordinal));
                if (line == null)
                    return;
                if (line.StartsWith("Stored", StringComparison.Ordinal))
                {
                    lock (_stored)
                        _stored.Add(text);
                }
            }
        }
        catch (SocketException)
        {
            // The server is gone.
        }
    }

    private static async Task<ScriptedClient> LogIn(ServerProcess server, string id)
    {
        await server.UntilOutput("Ctrl-C stops the server.", Patience);
        ScriptedClient client = await ScriptedClient.Connect(id, await server.EndPoint("Utf8"), Encoding.UTF8);
        await client.Receives("Welcome to SuperSocket Chat Server");
        await client.Sends($"Check {id} secret");
        await client.Receives("登录成功");
        await client.Sends("Lang en", "Receipt on");
        while (await client.ReceivesLine() != "Receipts are on")
        {
        }

        return client;
    }

    private async Task IsStored(ScriptedClient sender, string text)
    {
        await sender.Sends($"Chat juliet {text}");
        await sender.ReceivesMessage("Stored on disk");
        await sender.Receives("Not delivered yet: the recipient is offline, the message is kept");
        _stored.Add(text);
    }

    private async Task IsRefused(ServerProcess server, ScriptedClient sender, string text)
    {
        await sender.Sends($"Chat juliet {text}");
        Assert.That(await sender.ReceivesLine(Patience), Does.StartWith("Not on disk yet: the server cannot write ("));
        await IsReady(server, HttpStatusCode.ServiceUnavailable);
        await sender.Sends($"Chat juliet refused {text}", "HB R");
        await sender.Receives("Not stored: the server cannot write to its disk; try again later", "R");
    }

    private async Task IsReady(ServerProcess server, HttpStatusCode expected)
    {
        var uri = new Uri($"http://{await server.EndPoint("Web")}/readyz");
        var deadline = new Deadline(Patience);
        HttpStatusCode status;
        do
        {
            using HttpResponseMessage response = await _http.GetAsync(uri);
            status = response.StatusCode;
            Assert.That(deadline.IsOver, Is.False, () => $"/readyz says {status} instead of {expected}. {string.Join('\n', server.Errors)}");
        }
        while (status != expected);
    }

    // After the end of the process, on a disk that works.
    private async Task AllIsThere()
    {
        _faults.Set();
        using ServerProcess server = _faults.Start(_file);
        await server.UntilOutput("Ctrl-C stops the server.", Patience);
        ScriptedClient juliet = await ScriptedClient.Connect("juliet", await server.EndPoint("Utf8"), Encoding.UTF8);
        await juliet.Receives("Welcome to SuperSocket Chat Server");
        await juliet.Sends("Check juliet secret", "Chat juliet the end");
        await juliet.Receives("登录成功");
        var came = new List<string>();
        string line;
        while (!(line = await juliet.ReceivesLine(Patience)).Contains(":the end ", StringComparison.Ordinal))
            came.Add(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..^37]);
        Assert.That(came, Is.Unique);
        Assert.That(_stored.Except(came), Is.Empty, "was acknowledged and is lost");
        Assert.That(came.Where(text => text.StartsWith("refused", StringComparison.Ordinal)), Is.Empty);
        server.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.That(await server.Ended(Patience), Is.Zero);
        Assert.That(server.Errors, Has.None.Contains("damaged"));
    }

    private static Task Until(Func<bool> condition, string what) => Wait.Until(condition, what, Patience);
}
